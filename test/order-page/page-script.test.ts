import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pageScript } from '../../lambdas/order-page/page-script.ts';

let looks: number[];
let sockets: FakeSocket[];
let visibilityChanged: () => void;
let document: { hidden: boolean };
const minute = 60_000;

/** A connection whose other side is the test. */
class FakeSocket {
  readyState = 0;
  readonly sent: string[] = [];
  onopen = () => {};
  onmessage = () => {};
  onclose = () => {};
  readonly url: string;

  constructor(url: string) {
    this.url = url;
    sockets.push(this);
  }

  open() {
    this.readyState = 1;
    this.onopen();
    this.onmessage();
  }

  send(message: string) {
    this.sent.push(message);
  }

  close() {
    this.readyState = 3;
    this.onclose();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  looks = [];
  sockets = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("the page's script", () => {
  it('sends its token, and hardly looks by itself while it would be told', async () => {
    openPage();
    sockets[0]?.open();
    await vi.advanceTimersByTimeAsync(10 * minute);

    expect(sockets.map(({ url, sent }) => ({ url, sent }))).toEqual([
      { url: 'wss://pages.test/live', sent: ['{"token":"the-token"}'] },
    ]);
    expect(looks.length).toBeGreaterThanOrEqual(1 + 1);
    expect(looks.length).toBeLessThanOrEqual(1 + 2);
  });

  it('leaves what its reader has written, and shows what is new once that is gone', async () => {
    const page = openPage();
    const field = { value: 'Ring tw', defaultValue: '' };
    page.fields = [field];
    page.next = 'what is new';
    sockets[0]?.open();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(page.shown).toBe('what there was');

    field.value = '';
    sockets[0]?.onmessage();
    await vi.advanceTimersByTimeAsync(0);

    expect(page.shown).toBe('what is new');
  });

  it('looks at once when it is told to', async () => {
    openPage();
    sockets[0]?.open();
    await vi.advanceTimersByTimeAsync(1_000);
    const before = looks.length;

    sockets[0]?.onmessage();
    await vi.advanceTimersByTimeAsync(0);

    expect(looks.length).toBe(before + 1);
  });

  it('looks again in a moment when it was told to and could not', async () => {
    const page = openPage();
    sockets[0]?.open();
    await vi.advanceTimersByTimeAsync(1_000);
    page.status = 503;
    sockets[0]?.onmessage();
    await vi.advanceTimersByTimeAsync(0);
    const before = looks.length;

    await vi.advanceTimersByTimeAsync(6_000);

    expect(looks.length).toBe(before + 1);
  });

  it('looks by itself, and connects again, when its connection is cut', async () => {
    openPage();
    sockets[0]?.open();
    await vi.advanceTimersByTimeAsync(minute);
    const before = looks.length;

    sockets[0]?.close();
    await vi.advanceTimersByTimeAsync(1_900);
    expect(looks.length).toBeGreaterThan(before);
    expect(sockets).toHaveLength(1);

    await vi.advanceTimersByTimeAsync(200);
    sockets[1]?.open();
    expect(sockets.map(({ sent }) => sent.length)).toEqual([1, 1]);
  });

  it('goes on by itself where it never gets a connection, and asks for one ever less often', async () => {
    openPage();
    for (let second = 0; second < 3_600; second++) {
      sockets.find(({ readyState }) => readyState === 0)?.close();
      await vi.advanceTimersByTimeAsync(1_000);
    }

    expect(sockets.length).toBeLessThan(25);
    expect(looks.length).toBeGreaterThan(3_600 / 20);
    expect(Math.max(...looks.slice(1).map((look, index) => look - (looks[index] ?? 0)))).toBeLessThan(20_000);
  });

  it('rests while nobody sees it, and is up to date at once when somebody does', async () => {
    openPage();
    sockets[0]?.open();
    await vi.advanceTimersByTimeAsync(0);

    document.hidden = true;
    visibilityChanged();
    const before = looks.length;
    await vi.advanceTimersByTimeAsync(60 * minute);
    expect({ looks: looks.length, connections: sockets.length }).toEqual({ looks: before, connections: 1 });

    document.hidden = false;
    visibilityChanged();
    expect({ looks: looks.length, connections: sockets.length }).toEqual({ looks: before + 1, connections: 2 });
  });
});

/** Runs the script in a page of an order that is open, and does not change unless there is `next`. */
function openPage() {
  const page = {
    shown: 'what there was',
    status: 304,
    next: undefined as string | undefined,
    fields: [] as { value: string; defaultValue: string }[],
  };
  const element = {
    dataset: { followed: 'closely', watch: 'wss://pages.test/live' },
    contains: () => false,
    querySelectorAll: () => page.fields,
    innerHTML: page.shown,
    replaceWith: (next: string) => {
      page.shown = next;
    },
  };
  document = {
    hidden: false,
    getElementById: () => element,
    addEventListener: (_event: string, listener: () => void) => {
      visibilityChanged = listener;
    },
  } as typeof document;
  runInNewContext(pageScript, {
    ...{ document, setTimeout, clearTimeout, Math, WebSocket: FakeSocket },
    location: { pathname: '/o/the-token', href: 'https://api.test/o/the-token' },
    fetch: async () => {
      looks.push(Date.now());
      const headers = new Headers();
      return page.next === undefined
        ? { status: page.status, headers }
        : { status: 200, headers, text: async () => page.next };
    },
    DOMParser: class {
      parseFromString = (text: string) => ({ getElementById: () => text });
    },
  });
  return page;
}
