// A page that waits for a code: has it sent by itself where there is nothing to choose, opens the help once nothing has
// come for half a minute, lets another be asked for once that may be, and takes the code out of a text message where the
// browser reads it (WebOTP). Said aloud is one sentence alone, when another may be asked for.
const sends = document.querySelector("form[data-sends]");
if (sends && !sends.querySelector("input[type=radio]")) sends.requestSubmit();
for (const help of document.querySelectorAll("details[data-opens-after]")) {
  setTimeout(() => { help.open = true; }, Number(help.dataset.opensAfter) * 1000);
}
for (const wait of document.querySelectorAll("[data-again-in]")) {
  const form = wait.closest("form");
  const button = form.querySelector("button");
  const told = form.querySelector("[data-again-now]");
  button.disabled = true;
  setTimeout(() => {
    button.disabled = false;
    wait.hidden = true;
    told.textContent = told.dataset.againNow;
  }, Number(wait.dataset.againIn) * 1000);
}
const field = document.querySelector('input[autocomplete="one-time-code"]');
if (field && "OTPCredential" in window) {
  const given = new AbortController();
  field.form.addEventListener("submit", () => given.abort());
  navigator.credentials.get({ otp: { transport: ["sms"] }, signal: given.signal }).then((message) => {
    field.value = message.code;
    field.form.requestSubmit();
  }, () => {});
}
