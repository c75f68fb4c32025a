-- Asks Countersign's gate about a request, for haproxy.cfg beside this file. Whatever goes wrong here, the
-- request doesn't pass.

local gate = "http://127.0.0.1:8232/gate/check?redirect=1"

local identity = {
    "remote-user", "remote-name", "remote-email", "remote-groups", "countersign-id", "countersign-assertion",
}

-- What the gate needs to know of the request, besides what it is asked for.
local asked = {
    "accept", "accept-language", "authorization", "cookie", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site",
    "sec-fetch-user", "sec-purpose", "user-agent", "x-requested-with",
}

-- What the visitor gets of the gate's answer.
local answered = {
    "cache-control", "content-type", "countersign-reason", "location", "retry-after", "www-authenticate",
}

-- What some programs take for the client's address, for the path or the scheme, or for the gate's word.
local believed = {
    ["client-ip"] = true, ["countersign-reason"] = true, ["forwarded"] = true, ["true-client-ip"] = true,
    ["x-client-ip"] = true, ["x-cluster-client-ip"] = true, ["x-real-ip"] = true, ["x-rewrite-url"] = true,
    ["x-scheme"] = true,
}

-- Identity, and what proxies say of a request. In other spellings haproxy.cfg drops them.
local function is_from_outside(name)
    for _, known in ipairs(identity) do
        if name == known then
            return true
        end
    end
    local own = name == "x-forwarded-for" or name == "x-forwarded-proto"
    local of_proxies = believed[name] or name:find("^x%-forwarded%-") or name:find("^x%-original%-")
    return of_proxies and not own
end

local function is_our_cookie(pair)
    local name = pair:match("^%s*(.-)%s*=") or ""
    return name == "__Host-countersign" or name:find("^__Host%-countersign%-") ~= nil
        or name == "__Secure-countersign-gate"
end

local function without_our_cookies(line)
    local kept = {}
    for pair in line:gmatch("[^;]+") do
        if not is_our_cookie(pair) then
            kept[#kept + 1] = pair:match("^%s*(.-)%s*$")
        end
    end
    return table.concat(kept, "; ")
end

local function answer(txn, status, headers, body)
    local reply = txn:reply({ status = status })
    for name, value in pairs(headers) do
        reply:add_header(name, value)
    end
    reply:set_body(body)
    txn:done(reply)
end

local function ask(txn)
    local sent = txn.http:req_get_headers()
    local question = {}
    for _, name in ipairs(asked) do
        local values = {}
        for _, value in pairs(sent[name] or {}) do
            values[#values + 1] = value
        end
        if #values > 0 then
            question[name] = values
        end
    end
    question["x-forwarded-method"] = { txn.f:method() }
    question["x-forwarded-proto"] = { "https" }
    question["x-forwarded-host"] = { txn.f:req_fhdr("host") }
    question["x-forwarded-uri"] = { txn.f:pathq() }
    question["x-forwarded-for"] = { tostring(txn.f:src()) }
    -- Countersign ends a connection that is idle after 15 seconds; a question must not be asked just then.
    question["connection"] = { "close" }
    return core.httpclient():get({ url = gate, headers = question, timeout = 5000 })
end

core.register_action("countersign", { "http-req" }, function(txn)
    for name in pairs(txn.http:req_get_headers()) do
        if is_from_outside(name) then
            txn.http:req_del_header(name)
        end
    end
    local done, said = pcall(ask, txn)
    if not done or said == nil or said.status == nil or said.status == 0 then
        core.Warning("the gate gave no answer")
        return answer(txn, 503, { ["retry-after"] = "5" }, "503\n")
    end
    if said.status ~= 200 then
        local headers = {}
        for _, name in ipairs(answered) do
            local value = said.headers[name]
            if value then
                headers[name] = value[0]
            end
        end
        return answer(txn, said.status, headers, said.body or "")
    end
    for _, name in ipairs(identity) do
        local value = said.headers[name]
        txn.http:req_set_header(name, value and value[0] or "")
    end
    txn.http:req_del_header("authorization")
    local cookies = {}
    local lines = txn.http:req_get_headers()["cookie"] or {}
    -- They are counted from 0.
    for n = 0, #lines do
        local rest = without_our_cookies(lines[n] or "")
        if rest ~= "" then
            cookies[#cookies + 1] = rest
        end
    end
    txn.http:req_del_header("cookie")
    if #cookies > 0 then
        txn.http:req_add_header("cookie", table.concat(cookies, "; "))
    end
end, 0)
