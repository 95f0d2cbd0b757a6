/** What a page loads from this shop, by its path. */
export const assets: Readonly<Record<string, { readonly type: string; readonly text: string }>> = {
  '/style.css': {
    type: 'text/css',
    text: `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 40rem; margin: 0 auto; padding: 1rem; }
header a { color: inherit; font-weight: 700; text-decoration: none; }
ul { padding: 0; list-style: none; }
.products form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; padding: .5rem 0; }
.products span { margin-left: auto; }
.checkout { display: grid; gap: .75rem; }
.checkout input, select { width: 100%; box-sizing: border-box; }
input, select, button { font: inherit; padding: .5rem; }
[role=status] { font-size: 1.25rem; }
`,
  },
  '/order.js': {
    type: 'text/javascript',
    text: `// Shows each state of the order as the shop's server tells of it; without this script, the page is read anew.
const main = document.querySelector('main');
const changes = new EventSource(location.pathname + '/changes');
changes.addEventListener('message', ({ data }) => {
  main.innerHTML = JSON.parse(data);
});
changes.addEventListener('end', () => changes.close());
`,
  },
};
