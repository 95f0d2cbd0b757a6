/** How the pages look. */
export const style = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 40rem; margin: 0 auto; padding: 1rem; }
a { color: inherit; }
header a { font-weight: 700; text-decoration: none; }
ul { padding: 0; list-style: none; }
.products form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; padding: .5rem 0; }
.products span { margin-left: auto; }
.checkout { display: grid; gap: .75rem; }
.checkout input, select { width: 100%; box-sizing: border-box; }
input, select, button { font: inherit; padding: .5rem; }
main > form { margin: .75rem 0; }
[role=status] { font-size: 1.25rem; }
`;
