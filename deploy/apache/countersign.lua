-- Asks Countersign's gate about a request, for apache.conf beside this file. Whatever goes wrong here, the
-- request doesn't pass.

local socket = require("socket")

local address, port = "127.0.0.1", 8232
local entrance = "/.well-known/countersign/enter"

local identity = {
    "Remote-User", "Remote-Name", "Remote-Email", "Remote-Groups", "Countersign-Id", "Countersign-Assertion",
}

-- What the gate needs to know of the request, besides what it is asked for.
local asked = {
    "Accept", "Accept-Language", "Authorization", "Cookie", "Sec-Fetch-Dest", "Sec-Fetch-Mode", "Sec-Fetch-Site",
    "Sec-Fetch-User", "Sec-Purpose", "User-Agent", "X-Requested-With",
}

-- What the visitor gets of the gate's answer.
local answered = { "Cache-Control", "Countersign-Reason", "Location", "Retry-After", "WWW-Authenticate" }

-- What some programs take for the client's address, for the path or the scheme, or for the gate's word.
local believed = {
    ["client-ip"] = true, ["countersign-reason"] = true, ["forwarded"] = true, ["true-client-ip"] = true,
    ["x-client-ip"] = true, ["x-cluster-client-ip"] = true, ["x-real-ip"] = true, ["x-rewrite-url"] = true,
    ["x-scheme"] = true,
}

-- Programs fold names: to many of them Remote_User and Remote.User are Remote-User.
local function is_from_outside(name)
    local plain = name:lower():gsub("[^a-z0-9]", "-")
    for _, known in ipairs(identity) do
        if plain == known:lower() then
            return true
        end
    end
    return believed[plain] or plain:find("^x%-forwarded%-") ~= nil or plain:find("^x%-original%-") ~= nil
end

-- The gate's answer: its status, its headers by their names in lower case, and its body.
local function ask(r)
    local lines = {
        "GET /gate/check?redirect=1 HTTP/1.1",
        "Host: " .. address,
        "Connection: close",
        "X-Forwarded-Method: " .. r.method,
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: " .. r.headers_in["Host"],
        "X-Forwarded-Uri: " .. r.unparsed_uri,
        "X-Forwarded-For: " .. r.useragent_ip,
    }
    for _, name in ipairs(asked) do
        local value = r.headers_in[name]
        if value then
            lines[#lines + 1] = name .. ": " .. value
        end
    end
    for _, line in ipairs(lines) do
        -- Whatever Apache let through, one line must stay one line.
        assert(not line:find("[%z\r\n]"), "a line within a line")
    end
    local there = assert(socket.tcp())
    there:settimeout(5)
    assert(there:connect(address, port))
    assert(there:send(table.concat(lines, "\r\n") .. "\r\n\r\n"))
    local status = tonumber(assert(there:receive("*l")):match("^HTTP/1%.1 (%d%d%d)"))
    local headers = {}
    while true do
        local line = assert(there:receive("*l"))
        if line == "" then
            break
        end
        local name, value = line:match("^([^:]+):%s*(.-)%s*$")
        headers[assert(name):lower()] = value
    end
    local length = tonumber(headers["content-length"]) or 0
    local body = status ~= 200 and length > 0 and assert(there:receive(length)) or ""
    there:close()
    return assert(status), headers, body
end

local function is_our_cookie(pair)
    local name = pair:match("^%s*(.-)%s*=") or ""
    return name == "__Host-countersign" or name:find("^__Host%-countersign%-") ~= nil
        or name == "__Secure-countersign-gate"
end

local function without_our_cookies(line)
    -- Apache puts two lines together with a comma, which no cookie of ours holds.
    line = line:gsub(",%s*(__%a+%-countersign)", "; %1"):gsub("(__%a+%-countersign[^;,]*),", "%1;")
    local kept = {}
    for pair in line:gmatch("[^;]+") do
        if not is_our_cookie(pair) then
            kept[#kept + 1] = pair:match("^%s*(.-)%s*$")
        end
    end
    return #kept > 0 and table.concat(kept, "; ") or nil
end

function check(r)
    -- Until the gate says something else: where nobody answers, Apache shows this.
    r.subprocess_env["countersign-words"] = "503"
    local path = r.unparsed_uri:match("^[^?]*")
    if path == entrance then
        return apache2.OK
    end
    -- Another form of target, as for a forward proxy, isn't for us.
    if path:sub(1, 1) ~= "/" or not r.headers_in["Host"] then
        r.subprocess_env["countersign-words"] = "400"
        r.subprocess_env["countersign-form"] = "text/plain; charset=utf-8"
        return 400
    end
    for name in pairs(r:headers_in_table()) do
        if is_from_outside(name) then
            r.headers_in[name] = nil
        end
    end
    -- "Connection: Remote-User" would have Apache drop the header that is set below. And a web socket is the
    -- one upgrade that passes: through h2c a visitor would reach the program without the gate being asked.
    local is_socket = (r.headers_in["Upgrade"] or ""):lower() == "websocket"
    local closes = (r.headers_in["Connection"] or ""):lower():find("close", 1, true)
    r.headers_in["Connection"] = is_socket and "Upgrade" or closes and "close" or nil
    r.headers_in["Upgrade"] = is_socket and "websocket" or nil
    local done, status, headers, body = pcall(ask, r)
    if not done then
        r:err("the gate gave no answer: " .. tostring(status))
        r.err_headers_out["Retry-After"] = "5"
        r.subprocess_env["countersign-form"] = "text/plain; charset=utf-8"
        return 503
    end
    if status ~= 200 then
        for _, name in ipairs(answered) do
            r.err_headers_out[name] = headers[name:lower()]
        end
        -- For apache.conf, which has Apache show it.
        r.subprocess_env["countersign-words"] = body
        r.subprocess_env["countersign-form"] = headers["content-type"]
        return status
    end
    for _, name in ipairs(identity) do
        r.headers_in[name] = headers[name:lower()] or ""
    end
    r.headers_in["Authorization"] = nil
    r.headers_in["Cookie"] = without_our_cookies(r.headers_in["Cookie"] or "")
    return apache2.OK
end
