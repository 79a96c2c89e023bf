// Before the first paint, so that nobody sees a flash of the other theme, or of the other direction. A file, because
// the policy forbids inline scripts. What a language is, is told in src/lib/languages.ts; a test holds both together.
(() => {
  const root = document.documentElement;
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // No storage: as the system and the browser have it.
    }
  };

  const theme = kept("confab.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  const text = kept("confab.text");
  if (/^(?:90|112|125|150)$/u.test(text ?? "")) root.dataset.text = text;
  if (kept("confab.contrast") === "more") root.dataset.contrast = "more";

  const ours = ["en", "de", "es", "ar", "zh-CN"];
  const ourOf = (tag) => {
    const [first, ...rest] = tag.toLowerCase().split("-");
    if (first === "zh") return rest.every((part) => /^(?:hans|cn|sg)$/u.test(part)) ? "zh-CN" : undefined;
    return ours.includes(first) ? first : undefined;
  };
  const chosen = kept("confab.language");
  const wanted = navigator.languages ?? [];
  const language = ours.includes(chosen) ? chosen : (wanted.map(ourOf).find(Boolean) ?? "en");
  root.lang = wanted.find((tag) => ourOf(tag) === language) ?? language;
  root.dir = language === "ar" ? "rtl" : "ltr";
})();
