// A day is picked from a list or typed; whichever came last counts. Without script the site asks where the two differ.
const dayOf = input => input.name?.match(/^(.*\.)(Pick|Date)$/);
const named = name => document.querySelectorAll(`input[name="${CSS.escape(name)}"]`);

document.addEventListener("input", ({ target }) => {
  const [, prefix, field] = dayOf(target) ?? [];
  if (field === "Pick" && target.value) for (const date of named(prefix + "Date")) date.value = "";
  if (field === "Date" && target.value) for (const own of named(prefix + "Pick")) own.checked = own.value === "";
});
