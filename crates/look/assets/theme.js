// Shows a theme as soon as it is chosen; saving the form is what keeps it.
for (const choice of document.querySelectorAll("[data-theme-choice]")) {
  choice.addEventListener("change", () => {
    if (choice.checked || choice.matches("select")) document.documentElement.dataset.theme = choice.value;
  });
}
