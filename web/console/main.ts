import { createStaffClient } from '../../client/src/client.ts';
import type { Desk } from './desk.ts';
import { h, show } from './dom.ts';
import { explain } from './problems.ts';
import { startRouter } from './router.ts';
import { currentSession, forgetSession, SessionEnded, signIn } from './session.ts';
import { type Settings, settingsIn } from './settings.ts';

const settings = settingsIn(document);
const root = document.body.appendChild(h('div', { id: 'console' }));

try {
  const session = await currentSession(settings);
  if (session === undefined) showSignIn();
  else {
    const said = h('p', { id: 'said', role: 'status' });
    // `…/console` stands beside the API's own paths.
    const baseUrl = new URL('.', location.href).href;
    const { token } = session;
    const desk: Desk = {
      api: createStaffClient({ baseUrl, token, retries: 2 }),
      because: (reason) => createStaffClient({ baseUrl, token, retries: 2, fetch: fetchBecause(reason) }),
      session,
      say: (sentence) => show(said, sentence),
    };
    startRouter({ root, said, desk, stage: settings.stage, onFailure });
  }
} catch (error) {
  showSignIn(`You could not be signed in: ${explain(error)}`);
}

/** What no screen has an answer for: without a session there is nothing to show. */
function onFailure(error: unknown): void {
  if (!(error instanceof SessionEnded)) throw error;
  forgetSession();
  showSignIn('Your session has ended. Sign in, and you are back where you were.');
}

function showSignIn(why?: string): void {
  const begin = () => signIn(settings as Settings, location.hash);
  show(
    root,
    h(
      'main',
      { class: 'sign-in' },
      h('h1', { tabindex: -1 }, 'Order desk'),
      h('p', {}, settings.stage),
      why !== undefined && h('p', { role: 'alert' }, why),
      h('button', { type: 'button', class: 'primary', onclick: begin }, 'Sign in'),
    ),
  );
  root.querySelector('button')?.focus();
}

/** Sends requests with the reason for them, which a header can only hold in ASCII. */
function fetchBecause(reason: string): typeof fetch {
  return (url, request) => {
    const headers = new Headers(request?.headers);
    headers.set('reason', encodeURIComponent(reason));
    return fetch(url, { ...request, headers });
  };
}
