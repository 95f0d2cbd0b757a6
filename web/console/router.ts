import { ProblemError } from '../../client/src/problem.ts';
import type { Desk, Screen, Visit } from './desk.ts';
import { type Child, h, show } from './dom.ts';
import { alertOf } from './problems.ts';
import { screens } from './screens/screens.ts';
import { SessionEnded } from './session.ts';

/** What the router shows its screens in. */
export interface Stage {
  readonly root: HTMLElement;
  readonly said: HTMLElement;
  readonly desk: Desk;
  readonly stage: string;
  /** Hears of what ends all: that there is no session any more. */
  onFailure(error: unknown): void;
}

/** Shows the screen that the address names, from now on: its address is what one would send to a colleague. */
export function startRouter({ root, said, desk, stage, onFailure }: Stage): void {
  const main = h('main', { id: 'main' });
  let ending = new AbortController();

  async function visit(): Promise<void> {
    ending.abort();
    ending = new AbortController();
    const { signal } = ending;
    const [, name = '', subject] = location.hash.split('/');
    const screen = Object.hasOwn(screens, name) ? screens[name] : undefined;
    if (screen === undefined) return location.replace('#/well');
    document.title = `${screen.title} · Order desk`;
    show(root, ...frame(name, { desk, stage, main, said }));
    show(said);
    show(main, h('h1', { tabindex: -1 }, screen.title), h('p', { class: 'quiet' }, 'Loading …'));
    main.querySelector('h1')?.focus();

    let drawing = Promise.resolve();
    const here: Visit = {
      desk,
      subject: subject === undefined ? undefined : decodeURIComponent(subject),
      signal,
      again: () => {
        drawing = drawing.then(draw);
        return drawing;
      },
      againIn(seconds) {
        const timer = setTimeout(async () => {
          // Who looks elsewhere is spared; the return draws.
          if (document.hidden) document.addEventListener('visibilitychange', here.again, { once: true, signal });
          else await here.again();
        }, seconds * 1000);
        signal.addEventListener('abort', () => clearTimeout(timer));
      },
    };
    async function draw(): Promise<void> {
      if (signal.aborted || screen === undefined) return;
      try {
        if (!desk.session.may(screen.needs)) return show(main, ...refused(screen));
        const drawn = await screen.draw(here);
        if (!signal.aborted) show(main, drawn);
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof SessionEnded) return onFailure(error);
        show(main, ...failed(screen, error, here));
        if (!(error instanceof ProblemError)) here.againIn(10);
      }
    }
    await here.again();
    if (!signal.aborted) (main.querySelector<HTMLElement>('[autofocus]') ?? main.querySelector('h1'))?.focus();
  }

  addEventListener('hashchange', visit);
  visit();
}

function frame(
  current: string,
  { desk, stage, main, said }: { desk: Desk; stage: string; main: HTMLElement; said: HTMLElement },
): Child[] {
  const tabs = Object.entries(screens).filter(([, { tab, needs }]) => tab !== undefined && desk.session.may(needs));
  return [
    h('a', { class: 'skip', href: '#main', onclick: skip(main) }, 'Skip to the screen'),
    h(
      'header',
      {},
      h('span', { class: 'brand' }, 'Order desk ', h('small', { class: `stage ${stage}` }, stage)),
      h(
        'nav',
        { 'aria-label': 'Screens' },
        tabs.map(([name, { tab }]) =>
          h('a', { href: `#/${name}`, 'aria-current': name === current && 'page' }, tab ?? ''),
        ),
      ),
      h(
        'span',
        { class: 'who' },
        h('span', { title: 'Signed in as' }, desk.session.name),
        desk.session.role !== undefined && h('small', {}, desk.session.role),
        h('button', { type: 'button', class: 'plain', onclick: desk.session.signOut }, 'Sign out'),
      ),
    ),
    said,
    main,
  ];
}

/** The address is the router's: the skip link moves only the focus. */
const skip = (main: HTMLElement) => (event: Event) => {
  event.preventDefault();
  main.querySelector('h1')?.focus();
};

function refused({ title }: Screen): Child[] {
  return [h('h1', { tabindex: -1 }, title), h('p', {}, 'Your role does not see this screen.')];
}

function failed({ title }: Screen, error: unknown, { again }: Visit): Child[] {
  return [
    h('h1', { tabindex: -1 }, title),
    alertOf(error),
    h('button', { type: 'button', onclick: again }, 'Try again'),
  ];
}
