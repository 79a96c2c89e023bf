// Before the first paint, so that nobody sees a flash of the other theme. A file, because the policy forbids
// inline scripts.
try {
  const chosen = localStorage.getItem("confab.theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // No storage: the system's theme.
}
