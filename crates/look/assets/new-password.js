// Says how far a new password has come. What else is wrong with it the server says. Sends nothing, keeps nothing.
for (const box of document.querySelectorAll("[data-new-password]")) {
  const field = box.querySelector("input");
  const meter = box.querySelector("meter");
  const said = box.querySelector("output");
  const least = Number(box.dataset.least);
  field.addEventListener("input", () => {
    const letters = [...field.value.normalize("NFKC")];
    const says = letters.length < least ? "few" : new Set(letters).size < 5 ? "same" : "enough";
    meter.hidden = said.hidden = letters.length === 0;
    meter.value = says === "same" ? least / 2 : Math.min(letters.length, least);
    if (said.textContent !== box.dataset[says]) said.textContent = box.dataset[says];
  });
}
