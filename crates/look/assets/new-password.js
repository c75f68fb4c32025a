// Shows a new password while its button is pressed in, and says how far it has come. What else is wrong with it the
// server says. Sends nothing, keeps nothing.
for (const box of document.querySelectorAll("[data-new-password]")) {
  const field = box.querySelector("input");
  const button = box.querySelector("button");
  const meter = box.querySelector("meter");
  const said = box.querySelector("output");
  const least = Number(box.dataset.least);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shows = field.type === "password";
    field.type = shows ? "text" : "password";
    button.setAttribute("aria-pressed", String(shows));
    field.focus();
  });
  // So that the browser offers to keep it, and shows it to nobody who looks at a page gone back to.
  field.form.addEventListener("submit", () => { field.type = "password"; });
  field.addEventListener("input", () => {
    const letters = [...field.value.normalize("NFKC")];
    const says = letters.length < least ? "few" : new Set(letters).size < 5 ? "same" : "enough";
    meter.hidden = said.hidden = letters.length === 0;
    meter.value = says === "same" ? least / 2 : Math.min(letters.length, least);
    if (said.textContent !== box.dataset[says]) said.textContent = box.dataset[says];
  });
}
