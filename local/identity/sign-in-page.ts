import { html } from '../../lambdas/runtime/html.ts';
import type { Person } from './people.ts';

/** The page on which somebody says who they are, by a click: the people of the local cloud have no passwords. */
export function signInPage(people: readonly Person[], refused?: string): string {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign in · local cloud</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 28rem; margin: 3rem auto; padding: 0 1rem }
button { display: block; width: 100%; margin: .5rem 0; padding: .6rem .8rem; font: inherit; text-align: left; cursor: pointer }
small { opacity: .8 }
</style>
<main>
<h1>Who are you?</h1>
<p>On the local cloud everybody signs in without a password. On AWS this is the page of your identity provider.</p>
${refused !== undefined && html`<p role="alert">${refused}</p>`}
<form method="post">
${people.map(
  ({ id, name, roles, disabled }) =>
    html`<button name="person" value="${id}">${name}<br><small>${disabled ? 'disabled' : roles.join(', ') || 'no role'}</small></button>
`,
)}</form>
</main>
</html>
`.text;
}
