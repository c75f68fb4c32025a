// Shows a password while its button is pressed in. Sends nothing, keeps nothing.
for (const box of document.querySelectorAll("[data-showing]")) {
  const field = box.querySelector("input");
  const button = box.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => {
    const shows = field.type === "password";
    field.type = shows ? "text" : "password";
    button.setAttribute("aria-pressed", String(shows));
    field.focus();
  });
  // So that the browser offers to keep it, and shows it to nobody who looks at a page gone back to.
  field.form.addEventListener("submit", () => { field.type = "password"; });
}
