// A file that is too large for a request is told of before it is sent: the server could only say «413».
"use strict";

for (const field of document.querySelectorAll("input[type=file][data-most]")) {
  const look = () => {
    const [file] = field.files;
    const isTooLarge = file !== undefined && file.size > Number(field.dataset.most);
    field.setCustomValidity(isTooLarge ? field.dataset.tooLarge : "");
    return !isTooLarge;
  };
  field.addEventListener("change", () => look() || field.reportValidity());
  field.form.addEventListener("submit", (event) => {
    if (!look()) {
      event.preventDefault();
      field.reportValidity();
    }
  });
}
