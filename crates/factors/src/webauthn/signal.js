// Tells the browser which passkeys are still good here and what their account is called, or that one isn't known
// any more (Signal API), so that it offers no dead ones. Where it can't be told, nothing happens.
const known = window.PublicKeyCredential;
const tell = (what, about) => { if (known && known[what]) known[what](about).catch(() => {}); };
for (const box of document.querySelectorAll("[data-passkeys]")) {
  const { rpId, userId, name, ids } = JSON.parse(box.dataset.passkeys);
  tell("signalAllAcceptedCredentials", { rpId, userId, allAcceptedCredentialIds: ids });
  tell("signalCurrentUserDetails", { rpId, userId, name, displayName: name });
}
for (const box of document.querySelectorAll("[data-forgotten]")) {
  tell("signalUnknownCredential", JSON.parse(box.dataset.forgotten));
}
