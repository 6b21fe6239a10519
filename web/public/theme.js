// Before the first paint, so that nobody who chose light sees a dark flash. The choice is kept by src/lib/theme.ts.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('matinee.theme');
  } catch {}
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
})();
