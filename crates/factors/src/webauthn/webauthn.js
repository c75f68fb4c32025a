// Talks to a security key or passkey for its form: on the button, by itself where the page says so, or behind
// the name's field. What came of it is posted as `code`.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  buffer && btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const listed = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

const asked = (box) => {
  const options = JSON.parse(box.dataset.options);
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  if (options.excludeCredentials) options.excludeCredentials = listed(options.excludeCredentials);
  if (options.allowCredentials) options.allowCredentials = listed(options.allowCredentials);
  return options;
};

const answer = (made) => {
  const from = made.response;
  const response = { clientDataJSON: text(from.clientDataJSON) };
  if (from.attestationObject) {
    response.attestationObject = text(from.attestationObject);
    response.transports = from.getTransports ? from.getTransports() : [];
  } else {
    response.authenticatorData = text(from.authenticatorData);
    response.signature = text(from.signature);
    response.userHandle = text(from.userHandle);
  }
  const clientExtensionResults = made.getClientExtensionResults();
  return JSON.stringify({ id: made.id, rawId: made.id, type: made.type, response, clientExtensionResults });
};

const reasons = { InvalidStateError: "taken", NotSupportedError: "unfit", ConstraintError: "unfit", SecurityError: "domain" };

for (const box of document.querySelectorAll("[data-webauthn]")) {
  const form = box.closest("form");
  const said = box.querySelector("[data-said]");
  const sentence = (what) => box.querySelector(`[data-say="${what}"]`);
  const say = (what) => {
    const found = what && (sentence(what) || sentence("stopped"));
    const shown = found ? [...found.content.cloneNode(true).children] : [];
    for (const one of shown) one.setAttribute("role", what === "now" ? "status" : "alert");
    said.replaceChildren(...shown);
  };
  // A page out of the browser's memory still has the last answer.
  const fresh = () => { form.elements.code.value = ""; say(""); };
  addEventListener("pageshow", (event) => { if (event.persisted) fresh(); });
  fresh();
  // "Stay signed in" is ticked in the form beside.
  const send = () => {
    if (form.elements.stay) form.elements.stay.value = document.querySelector("[name=stay]:checked")?.value ?? "";
    form.submit();
  };
  let stop = new AbortController();
  // The next page may begin by itself; a browser asks one thing at a time.
  addEventListener("pagehide", () => stop.abort());
  const run = async (mediation, tries = 0) => {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    if (!mediation) say("now");
    try {
      const publicKey = asked(box);
      const made = box.dataset.webauthn === "create"
        ? await navigator.credentials.create({ publicKey, signal })
        : await navigator.credentials.get({ publicKey, signal, ...(mediation && { mediation }) });
      form.elements.code.value = answer(made);
      send();
    } catch (error) {
      if (signal.aborted || mediation) return;
      // The page before may still have a request.
      if (error.name === "OperationError" && tries < 9) setTimeout(() => run(mediation, tries + 1), 200);
      else say(reasons[error.name] || "stopped");
    }
  };
  const able = window.PublicKeyCredential;
  form.addEventListener("submit", (event) => {
    if (form.elements.code.value) return;
    event.preventDefault();
    // A name typed or changed since is asked for what stands under it.
    const name = form.elements.username, typed = document.querySelector("#username");
    const isNew = !("begins" in box.dataset) || (typed && typed.value !== typed.defaultValue);
    if (name && typed && typed.value && isNew) {
      name.value = typed.value;
      send();
    } else if (able) run();
    else say(window.isSecureContext ? "unsupported" : "insecure");
  });
  if (!able) {
    if (!("waits" in box.dataset)) say(window.isSecureContext ? "unsupported" : "insecure");
    continue;
  }
  form.hidden = false;
  // What was refused isn't taken again by itself.
  if ("asks" in form.dataset) continue;
  if ("begins" in box.dataset) run();
  if ("waits" in box.dataset && able.isConditionalMediationAvailable) {
    able.isConditionalMediationAvailable().then((can) => { if (can) run("conditional"); });
  }
}
