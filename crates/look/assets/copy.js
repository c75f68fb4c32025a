// <button hidden data-copy="#id"> copies the text of that element: a list's items a line each; with
// data-plain without the spaces between its groups. It appears only where copying is possible.
const said = (button) => {
  const next = button.nextElementSibling;
  if (next?.matches("[data-said]")) return next;
  const place = document.createElement("span");
  place.className = "said";
  place.dataset.said = "";
  place.setAttribute("role", "status");
  button.after(place);
  return place;
};

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const source = document.querySelector(button.dataset.copy);
    if (!source) continue;
    const place = said(button);
    button.hidden = false;
    button.addEventListener("click", async () => {
      const items = [...source.querySelectorAll("li")];
      let text = (items.length ? items : [source]).map((one) => (one.value || one.textContent).trim()).join("\n");
      if ("plain" in button.dataset) text = text.replace(/\s+/g, "");
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        // Not allowed to: selecting it is the next best thing.
        getSelection().selectAllChildren(source);
        return;
      }
      place.textContent = button.dataset.copied;
      setTimeout(() => { place.textContent = ""; }, 4000);
    });
  }
}
