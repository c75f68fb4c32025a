// Tidies a code's field: digits lose spaces and dashes that came along from a message or an app,
// letters become capital. Sends nothing by itself.
for (const field of document.querySelectorAll('input[autocomplete="one-time-code"]')) {
  const digits = field.inputMode === "numeric";
  const tidy = () => {
    const text = digits ? field.value.replace(/[\s\u2010-\u2015-]/g, "") : field.value.toUpperCase();
    if (text === field.value) return;
    const end = field.value.length - field.selectionEnd;
    field.value = text;
    field.setSelectionRange(text.length - end, text.length - end);
  };
  field.addEventListener("input", (event) => { if (!event.isComposing) tidy(); });
  field.addEventListener("change", tidy);
}
