import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../bin/operations/until.ts';
import { type Role, roles, scopesByRole } from '../../lambdas/access/roles.ts';
import { type Route, routeKey } from '../../lambdas/api/route.ts';
import { namedRoutes, type RouteName, routes } from '../../lambdas/api/routes.ts';
import { startBrowser } from '../../local/browser.ts';
import { type ConsoleDouble, startConsoleDouble } from '../../local/console/double.ts';
import {
  calmOverview,
  exampleAnswers,
  exampleNumber,
  exampleOrderId,
  failedStory,
} from '../../local/console/examples.ts';
import { consolePlaces } from '../../local/console/places.ts';
import { patienceSeconds } from '../patiently.ts';
import { aTab, schemes, shows, type Tab } from './tab.ts';

let browser: Awaited<ReturnType<typeof startBrowser>>;
let desk: ConsoleDouble;
let tab: Tab;

beforeAll(async () => {
  browser = await startBrowser();
  desk = await startConsoleDouble(exampleAnswers);
});
afterAll(async () => {
  await browser?.stop();
  await desk?.stop();
});
beforeEach(async () => {
  desk.role = 'admin';
  desk.answers = exampleAnswers;
  // A tab of its own: its session is.
  tab = await aTab(browser.endpoint);
  await tab.call('Page.enable');
  await tab.setScreen(1440);
});

const focused = 'document.activeElement';
const isLoaded = `document.querySelector('main h1') && !document.querySelector('main').innerText.includes('Loading')`;

/** Signs in by the page's own button, at this place. */
async function signInAt(place: string): Promise<void> {
  await tab.call('Page.navigate', { url: `${desk.url}${place}` });
  await tab.seen(`document.querySelector('.sign-in button')`);
  await press('Enter');
  await tab.seen(`document.querySelector('nav')`);
  await tab.seen(isLoaded);
}

/** The screens, as the console has them: it is a page, and no part of what tests are checked with. */
const screensOfConsole = '../../web/console/screens/screens.ts';
const screens = Object.values(
  ((await import(screensOfConsole)) as { screens: Record<string, { tab?: string; needs: RouteName }> }).screens,
);

/** Whether people of a role may call a route, by the table of rights. */
function may(role: Role, name: RouteName): boolean {
  const { access }: Route = routes[name];
  const held: readonly string[] = scopesByRole[role];
  return 'anyScopeOf' in access && access.anyScopeOf.some((scope) => held.includes(scope));
}

/** Presses a key as a person does. */
async function press(key: string, text?: string): Promise<void> {
  const codes: Readonly<Record<string, number>> = { Enter: 13, Tab: 9, Escape: 27, ' ': 32 };
  const of = { key, code: key === ' ' ? 'Space' : key, windowsVirtualKeyCode: codes[key] ?? 0 };
  const typed = text ?? (key === 'Enter' ? '\r' : key === ' ' ? ' ' : undefined);
  await tab.call('Input.dispatchKeyEvent', { type: 'keyDown', ...of, ...(typed !== undefined && { text: typed }) });
  await tab.call('Input.dispatchKeyEvent', { type: 'keyUp', ...of });
}

/** Presses Tab until the focus is on what the expression names. */
async function tabTo(isThere: string): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    if (await tab.evaluate<boolean>(`Boolean(${isThere})`)) return;
    await press('Tab');
  }
  throw new Error(`the keyboard does not lead to ${isThere}`);
}

const type = (text: string) => tab.call('Input.insertText', { text });
const callsOf = (route: string) => desk.calls.filter((call) => call.route === route);

describe('the screens of the console', () => {
  it('are all among those that are looked at here, and photographed', async () => {
    await signInAt(consolePlaces.well);
    const tabs = await tab.evaluate<readonly string[]>(
      `[...document.querySelectorAll('nav a')].map(({ hash }) => hash)`,
    );
    const looked = Object.values<string>(consolePlaces);
    expect(tabs.filter((hash) => !looked.some((place) => place.startsWith(hash)))).toEqual([]);
  });

  const usable = ':is(a[href], button, input, select, textarea, summary)';
  const beyondTheEdge = `[...document.querySelectorAll('main ${usable}')].filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth)`;

  it.each(Object.entries(consolePlaces))(
    'are accessible and fit from 400 to 1440 px, light and dark: %s',
    async (_, place) => {
      await signInAt(place);
      for (const width of [400, 768, 1440]) {
        for (const scheme of schemes) {
          await tab.setScreen(width, scheme);
          expect(await tab.violations(), `${width} ${scheme}`).toEqual([]);
          expect(await tab.overflow()).toBeLessThanOrEqual(0);
        }
        expect(await tab.evaluate(`${beyondTheEdge}.map((one) => one.innerText)`), `${width}`).toEqual([]);
      }
    },
  );

  it.each(Object.entries(consolePlaces))('lead the keyboard to all that can be used: %s', async (_, place) => {
    await signInAt(place);
    await tab.evaluate(
      `window.reached = new Set(); document.addEventListener('focusin', ({ target }) => window.reached.add(target)); undefined`,
    );
    const left = `[...document.querySelectorAll('main ${usable}')].filter((one) => !one.disabled && one.checkVisibility() && !window.reached.has(one))`;
    // A screen that is drawn anew meanwhile is gone through once more.
    await until('everything to be reached', patienceSeconds, async () => {
      const all = await tab.evaluate<number>(`document.querySelectorAll('${usable}').length`);
      for (let presses = 0; presses <= all; presses++) await press('Tab');
      return tab.evaluate<boolean>(`${left}.length === 0`);
    });
  });

  it('ask in dialogs that are as accessible, and give the focus back', async () => {
    await signInAt('#/product/TEA-100');
    await tab.evaluate(`document.getElementById('count').focus(); undefined`);
    await press('Enter');
    await tab.seen(`document.querySelector('dialog[open]')`);
    for (const scheme of schemes) {
      await tab.setScreen(400, scheme);
      expect(await tab.violations()).toEqual([]);
    }
    await press('Escape');
    await tab.seen(`!document.querySelector('dialog') && ${focused}.id === 'count'`);
  });

  it('say in a sentence whether somebody has to do something', async () => {
    await signInAt('#/well');
    await tab.seen(shows('18 orders failed and wait for somebody; 2 alarms ring.'));

    desk.answers = { ...exampleAnswers, 'GET /operations/overview': () => calmOverview };
    await tab.reload();
    await tab.seen(shows('All is well.'));
  });

  it('run no script but their own', async () => {
    await signInAt('#/well');
    const inline = `new Promise((resolve) => {
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective), { once: true });
      document.body.append(Object.assign(document.createElement('img'), { src: 'https://elsewhere.example/a.png' }));
    })`;
    expect(await tab.evaluate(inline)).toBe('img-src');
  });
});

describe('who signs in', () => {
  it('comes back to where they were, and stays signed in over a reload', async () => {
    await signInAt('#/product/TEA-100');
    await tab.seen(shows('Delivery note 88-1204'));

    await tab.reload();
    await tab.seen(shows('Delivery note 88-1204'));
    // The code is in no address that a history keeps.
    expect(await tab.evaluate('location.search')).toBe('');
  });

  it('is asked to sign in again when the session has ended, and is back where they were', async () => {
    await signInAt('#/stock');
    desk.role = 'nobody';
    await tab.evaluate(
      `sessionStorage.setItem('console.tokens', JSON.stringify({ ...JSON.parse(sessionStorage.getItem('console.tokens')), goodUntil: 0 }))`,
    );
    await tab.reload();
    await tab.seen(shows('Your session has ended'));

    desk.role = 'admin';
    await press('Enter');
    await tab.seen(shows('Book from CSV'));
    expect(await tab.evaluate('location.hash')).toBe('#/stock');
  });

  it('is refused with an answer that no sign-in of the tab asked for', async () => {
    await tab.call('Page.navigate', { url: `${desk.url}?code=stolen&state=other` });
    await tab.seen(shows('The answer belongs to no sign-in of this tab.'));
    expect(await tab.evaluate(`sessionStorage.getItem('console.tokens')`)).toBe(null);
  });

  it('signs out here and at the issuer', async () => {
    await signInAt('#/well');
    await tab.evaluate(
      `[...document.querySelectorAll('button')].find((one) => one.textContent === 'Sign out').click()`,
    );
    await tab.seen(`document.querySelector('.sign-in')`);
    expect(await tab.evaluate(`sessionStorage.getItem('console.tokens')`)).toBe(null);
  });

  it.each(roles)('sees the screens and buttons of the role, and no others: %s', async (role) => {
    desk.role = role;
    const scopes: readonly string[] = scopesByRole[role];
    await signInAt('#/well');
    const tabs = await tab.evaluate<string[]>(`[...document.querySelectorAll('nav a')].map((one) => one.textContent)`);
    expect(tabs).toEqual(screens.flatMap(({ tab, needs }) => (tab !== undefined && may(role, needs) ? [tab] : [])));
    expect(tabs.length).toBeGreaterThan(3);

    await tab.goTo(`#/orders/${exampleOrderId}`);
    await tab.seen(shows('What happened'));
    const buttons = await tab.evaluate<string[]>(`[...document.querySelectorAll('main button')].map(({ id }) => id)`);
    expect(buttons.includes('cancel')).toBe(scopes.includes('cancel'));
    expect(buttons.includes('reveal')).toBe(scopes.includes('reveal'));
    expect(buttons.includes('resend')).toBe(scopes.includes('notices'));

    // Whatever is shown to them asks for nothing that the API would refuse them.
    const before = desk.calls.length;
    for (const place of Object.values<string>(consolePlaces)) {
      await tab.goTo(place);
      await tab.seen(isLoaded);
    }
    const asked = new Set(desk.calls.slice(before).map(({ route }) => route));
    const refused = namedRoutes.filter(([name, route]) => asked.has(routeKey(route)) && !may(role, name));
    expect(refused.map(([name]) => name)).toEqual([]);
    expect(asked.size).toBeGreaterThan(3);
  });
});

describe('a search', () => {
  it('shows what was asked for last, whichever answer comes first', async () => {
    let answerFirst = (_: unknown) => {};
    const first = new Promise((resolve) => {
      answerFirst = resolve;
    });
    const route = 'POST /operations/search';
    const ofExamples = exampleAnswers[route];
    desk.answers = {
      ...exampleAnswers,
      [route]: (call) =>
        'q' in (call.body as object)
          ? { orders: [], hint: 'Nobody has that number.' }
          : first.then(() => ofExamples?.(call)),
    };
    await signInAt(consolePlaces.find);
    await until('the latest to be asked for', patienceSeconds, async () => callsOf(route).length > 0);
    await tab.seen(`${focused}.id === 'said'`);
    await type('07700 900123');
    await press('Enter');
    await tab.seen(shows('Nobody has that number.'));

    answerFirst(undefined);
    // Both have ended, however they did.
    await tab.seen(
      `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/operations/search')).length === 2`,
    );
    expect(await tab.evaluate(shows('Nobody has that number.'))).toBe(true);
    expect(await tab.evaluate(`document.querySelectorAll('main tbody tr').length`)).toBe(0);
  });

  it('says in words by what each order was found', async () => {
    await signInAt(consolePlaces.find);
    await tab.seen(`document.querySelector('main tbody tr')?.innerText.includes('E-mail')`);
  });
});

describe('a repair', () => {
  const redrive = {
    ...{
      id: 'r9',
      state: 'DONE',
      dryRun: false,
      startAnew: false,
      ratePerSecond: 25,
      chosen: 'group',
      group: 'payment-down',
    },
    ...{ reason: 'Stripe is back', by: 'Oscar Operator', createdAt: new Date().toISOString(), orders: 14 },
    outcomes: { REDRIVEN: 14, STARTED_ANEW: 0, NOT_NEEDED: 0, TAKEN: 0, REFUSED: 0 },
  };

  it('is done by the keyboard alone: from the sentence to the group, redriven with a reason, and told', async () => {
    desk.role = 'operator';
    let begun = 0;
    desk.answers = {
      ...exampleAnswers,
      'POST /operations/redrives': () => {
        begun++;
        return redrive;
      },
      'GET /operations/redrives': () => ({ redrives: begun > 0 ? [redrive] : [] }),
    };
    await signInAt('#/well');
    await tabTo(`${focused}.textContent === 'Failed'`);
    await press('Enter');
    await tab.seen(`document.getElementById('redrive-payment-down')`);
    await tabTo(`${focused}.id === 'redrive-payment-down'`);
    await press('Enter');
    await tab.seen(`document.querySelector('dialog[open]')`);
    await tabTo(`${focused}.name === 'why'`);
    await type('Stripe is back, „Störung“ over');
    await tabTo(`${focused}.type === 'submit'`);
    await press('Enter');
    await tab.seen(shows('The redrive has begun'));
    await tab.seen(shows('14 of 14 orders: 14 went on.'));

    const [call] = callsOf('POST /operations/redrives');
    expect(call).toMatchObject({
      reason: 'Stripe is back, „Störung“ over',
      body: { group: 'payment-down', dryRun: false, ratePerSecond: 25, reason: 'Stripe is back, „Störung“ over' },
    });
  });

  it('asks for nothing without a reason', async () => {
    await signInAt(`#/orders/${exampleOrderId}`);
    await tab.evaluate(`document.getElementById('cancel').click()`);
    await tab.seen(`document.querySelector('dialog[open]')`);
    await tab.evaluate(`document.querySelector('dialog [type=submit]').click()`);

    expect(await tab.evaluate(`document.querySelector('dialog [name=why]').validity.valueMissing`)).toBe(true);
    expect(callsOf('POST /orders/{orderId}/cancellation')).toEqual([]);
  });

  it('is done once under a double click, and tells who was slower than another what stands', async () => {
    const before = callsOf('POST /orders/{orderId}/cancellation').length;
    const detail = 'The order was rejected already; there is nothing to cancel.';
    const type = 'urn:order-confirmation:problem:not-cancellable';
    desk.answers = {
      ...exampleAnswers,
      'POST /orders/{orderId}/cancellation': () => ({ status: 409, body: { type, title: 'no', status: 409, detail } }),
    };
    await signInAt(`#/orders/${exampleOrderId}`);
    await tab.evaluate(`document.getElementById('cancel').click()`);
    await tab.seen(`document.querySelector('dialog[open]')`);
    await tab.evaluate(`document.querySelector('dialog [name=why]').value = 'The customer called'; undefined`);
    const submit = `document.querySelector('dialog [type=submit]')`;
    await tab.evaluate(`${submit}.click(); ${submit}.click(); undefined`);
    await tab.seen(shows(detail));

    expect(callsOf('POST /orders/{orderId}/cancellation').length - before).toBe(1);
    const stories = callsOf('GET /operations/orders/{orderId}').length;
    await press('Escape');
    // What stands now is shown.
    await until('the story', patienceSeconds, async () => callsOf('GET /operations/orders/{orderId}').length > stories);
  });
});

describe('a refund beyond the limits of who asked for it', () => {
  it('is approved by another person, who says why', async () => {
    desk.role = 'finance';
    let isOpen = true;
    desk.answers = {
      ...exampleAnswers,
      'GET /operations/refund-approvals': (call) =>
        isOpen ? exampleAnswers['GET /operations/refund-approvals']?.(call) : { approvals: [] },
      'POST /operations/refund-approvals/{approvalId}/decision': () => {
        isOpen = false;
        return {};
      },
    };
    await signInAt('#/approvals');
    await tab.evaluate(`document.getElementById('approve-refund-1').click()`);
    await tab.seen(`document.querySelector('dialog[open]')`);
    await tab.evaluate(`document.querySelector('dialog [name=why]').value = 'I have seen the photographs'; undefined`);
    await tab.evaluate(`document.querySelector('dialog [type=submit]').click()`);
    await tab.seen(shows('No refund waits for a second person.'));

    expect(callsOf('POST /operations/refund-approvals/{approvalId}/decision')).toMatchObject([
      {
        path: '/operations/refund-approvals/refund-1/decision',
        body: { approve: true, reason: 'I have seen the photographs' },
      },
    ]);
  });
});

describe('an order at which two operators are', () => {
  it('is not touched by the one who has not seen what the other did: they are told, and see it', async () => {
    const before = callsOf('POST /orders/{orderId}/cancellation').length;
    await signInAt(`#/orders/${exampleOrderId}`);
    await tab.evaluate(`document.getElementById('cancel').click()`);
    await tab.seen(`document.querySelector('dialog[open]')`);
    const { order, standing } = failedStory;
    desk.answers = {
      ...exampleAnswers,
      'GET /operations/orders/{orderId}': () => ({
        ...failedStory,
        order: { ...order, version: order.version + 1 },
        standing: { ...standing, sentence: 'Is on its way again since a minute.' },
      }),
    };
    await tab.evaluate(`document.querySelector('dialog [name=why]').value = 'The customer called'; undefined`);
    await tab.evaluate(`document.querySelector('dialog [type=submit]').click()`);
    await tab.seen(shows('The order has changed since you looked'));
    expect(callsOf('POST /orders/{orderId}/cancellation').length).toBe(before);

    await press('Escape');
    await tab.seen(shows('Is on its way again since a minute.'));
  });
});

/** Fills the open dialog's fields, by their names, and asks for it. */
async function fillIn(values: Readonly<Record<string, string>>): Promise<void> {
  await tab.seen(`document.querySelector('dialog[open]')`);
  for (const [name, value] of Object.entries(values)) {
    await tab.evaluate(`document.querySelector('dialog [name="${name}"]').value = ${JSON.stringify(value)}; undefined`);
  }
  await tab.evaluate(`document.querySelector('dialog [type=submit]').click()`);
}

describe('a part of an order', () => {
  it('is cancelled by its lines: so many units of those that are named, once', async () => {
    const route = 'POST /orders/{orderId}/cancellation';
    const before = callsOf(route).length;
    desk.answers = { ...exampleAnswers, [route]: () => ({}) };
    await signInAt(`#/orders/${exampleOrderId}`);
    await tab.evaluate(`document.getElementById('cancel-lines').click()`);
    await fillIn({ why: 'The customer wants one only' });
    await tab.seen(shows('Say of one line at least how many units.'));
    expect(await tab.violations()).toEqual([]);

    await fillIn({ 'line-1': '1' });
    await tab.seen(shows('Cancel the lines: done.'));
    expect(callsOf(route).slice(before)).toMatchObject([
      {
        body: { reason: 'CHANGED_MIND', text: 'The customer wants one only', lines: [{ line: 1, quantity: 1 }] },
        idempotencyKey: expect.any(String),
      },
    ]);
  });
});

describe('a parcel', () => {
  const confirmed = {
    ...failedStory,
    order: {
      ...failedStory.order,
      status: 'CONFIRMED',
      shipments: [
        {
          ...{ id: 's1', at: '2026-11-26T12:00:00.000Z', lines: [{ line: 2, quantity: 1 }], carrier: 'UPS' },
          ...{ trackingNumber: '1Z999', trackingUrl: 'https://www.ups.com/track?tracknum=1Z999' },
        },
      ],
    },
  } as const;
  const route = 'POST /orders/{orderId}/shipments';
  const ofShipment = '/orders/{orderId}/shipments/{shipmentId}';

  it('is sent with the lines that are chosen, corrected, and moved by who knows where it is', async () => {
    const before = callsOf(route).length;
    desk.answers = {
      ...exampleAnswers,
      'GET /operations/orders/{orderId}': () => confirmed,
      [route]: () => ({}),
      [`PATCH ${ofShipment}`]: () => ({}),
      [`POST ${ofShipment}/state`]: () => ({}),
    };
    await signInAt(`#/orders/${exampleOrderId}`);
    await tab.seen(`document.querySelector('a[href="https://www.ups.com/track?tracknum=1Z999"]')`);

    await tab.evaluate(`document.getElementById('ship').click()`);
    await fillIn({ 'line-1': '0', 'line-2': '0', why: 'Packed' });
    await tab.seen(shows('Name the units that leave.'));
    expect(await tab.violations()).toEqual([]);
    await fillIn({ 'line-1': '2', carrier: 'Royal Mail', trackingNumber: 'AB1' });
    await tab.seen(shows('Ship it: done.'));
    expect(callsOf(route).slice(before)).toMatchObject([
      { body: { lines: [{ line: 1, quantity: 2 }], carrier: 'Royal Mail', trackingNumber: 'AB1' } },
    ]);

    await tab.evaluate(`document.getElementById('correct-shipment').click()`);
    await fillIn({ carrier: 'UPS', trackingNumber: '1Z111', why: 'A digit was wrong' });
    await tab.seen(shows('Correct it: done.'));
    expect(callsOf(`PATCH ${ofShipment}`).at(-1)).toMatchObject({
      body: { carrier: 'UPS', service: null, trackingNumber: '1Z111' },
    });

    await tab.evaluate(`document.getElementById('move-shipment').click()`);
    await fillIn({ state: 'LOST', why: 'The carrier says so by telephone' });
    await tab.seen(shows('Say so: done.'));
    expect(callsOf(`POST ${ofShipment}/state`).at(-1)).toMatchObject({ body: { state: 'LOST' } });
  });
});

describe('how a product is kept', () => {
  it('is changed by what is different, and nothing else; an empty field takes a setting away', async () => {
    const route = 'PATCH /products/{sku}/stock/settings';
    desk.role = 'stock-keeper';
    desk.answers = { ...exampleAnswers, [route]: (call) => exampleAnswers['GET /products/{sku}/stock']?.(call) };
    await signInAt('#/product/TEA-100');
    const change = `document.getElementById('settings-of-product').click()`;
    await tab.evaluate(change);
    await fillIn({ why: 'it sells faster' });
    await tab.seen(shows('Nothing is different from what it was.'));
    expect(await tab.violations()).toEqual([]);

    await fillIn({ lowStockThreshold: '40', packSize: '', serviceLevel: '0.975', backorder: '10' });
    await tab.seen(shows('Keep it so: done.'));
    expect(callsOf(route)).toMatchObject([
      {
        reason: 'it sells faster',
        body: { lowStockThreshold: 40, packSize: null, serviceLevel: 0.975, backorder: { limit: 10 } },
      },
    ]);
  });
});

describe('the audit', () => {
  it('says who did what, why and what came of it; of one order, by its number, and of one person', async () => {
    desk.role = 'finance';
    await signInAt(`#/orders/${exampleOrderId}`);
    await tab.evaluate(`[...document.querySelectorAll('a')].find((one) => one.textContent === 'Audit').click()`);
    await tab.seen(shows('Grace Keeper'));
    await tab.seen(shows('Low stock threshold: 20 → 40'));
    await tab.seen(shows('cut off: look at what it was about'));

    const asked = () => callsOf('GET /operations/actions').at(-1)?.query;
    await tab.evaluate(`{
      document.getElementById('order').value = '${exampleNumber(2)}';
      document.getElementById('day').value = '2026-11-23';
      document.querySelector('form.search').requestSubmit();
    }`);
    // It is drawn anew with what was asked for, once that is answered.
    await tab.seen(`/^[0-9a-f-]{36}$/.test(document.getElementById('order')?.value)`);
    expect(asked()).toMatchObject({ orderId: expect.stringMatching(/^[0-9a-f-]{36}$/), day: '2026-11-23' });

    await tab.evaluate(
      `[...document.querySelectorAll('a')].find((one) => one.textContent === 'Oscar Operator').click()`,
    );
    await tab.seen(`document.getElementById('who')?.value === 'oscar'`);
    expect(asked()).toMatchObject({ who: 'oscar' });
  });
});

describe('what cannot be brought home', () => {
  it('is given up order by order, and an order that a colleague is at is named, and stays', async () => {
    desk.role = 'operator';
    const detail = 'Alice Admin is dealing with it.';
    const type = 'urn:order-confirmation:problem:failure-taken';
    desk.answers = {
      ...exampleAnswers,
      'POST /operations/orders/{orderId}/give-up': ({ path }) =>
        path.includes(`${exampleOrderId.slice(0, -2)}12`)
          ? { status: 409, body: { type, title: 'taken', status: 409, detail } }
          : { orderId: exampleOrderId, status: 'REJECTED' },
    };
    const before = callsOf('POST /operations/orders/{orderId}/give-up').length;
    await signInAt('#/failed/payment-down');
    for (const last of ['10', '12']) {
      await tab.evaluate(`document.getElementById('choose-${exampleOrderId.slice(0, -2)}${last}').click()`);
    }
    await tab.evaluate(`document.getElementById('give-up-chosen').click()`);
    await tab.seen(`document.querySelector('dialog[open]')`);
    await tab.evaluate(`document.querySelector('dialog [name=why]').value = 'The shop has closed'; undefined`);
    await tab.evaluate(`document.querySelector('dialog [type=submit]').click()`);
    await tab.seen(shows(`1 order given up; not ${exampleNumber(2)}: ${detail}`));

    // Another try asks for the other one only.
    await tab.evaluate(`document.querySelector('dialog [type=submit]').click()`);
    await until(
      'the other one',
      patienceSeconds,
      async () => callsOf('POST /operations/orders/{orderId}/give-up').length - before === 3,
    );
    expect(callsOf('POST /operations/orders/{orderId}/give-up').at(-1)?.path).toContain(
      `${exampleOrderId.slice(0, -2)}12`,
    );
  });

  it('says which switch is on, who turned it, and turns it off', async () => {
    desk.role = 'operator';
    let isOn = true;
    const one = { kind: 'provider-down', target: 'stripe', from: '2026-11-27T08:00:00.000Z' };
    desk.answers = {
      ...exampleAnswers,
      'GET /operations/switches': () => ({
        switches: isOn ? [{ ...one, state: 'ON', at: one.from, by: 'Oscar Operator', reason: 'Stripe is down' }] : [],
      }),
      'PUT /operations/switches': ({ body }) => {
        isOn = (body as { state: string }).state === 'ON';
        return { switches: [] };
      },
    };
    await signInAt('#/well');
    await tab.seen(shows('Payment method out of order: stripe'));
    await tab.seen(shows('Oscar Operator: Stripe is down'));
    await tab.goTo('#/contingency');
    await tab.seen(`document.getElementById('off-provider-down-stripe')`);
    await tab.evaluate(`document.getElementById('off-provider-down-stripe').click()`);
    await tab.seen(`document.querySelector('dialog[open]')`);
    await tab.evaluate(`document.querySelector('dialog [name=why]').value = 'It is back'; undefined`);
    await tab.evaluate(`document.querySelector('dialog [type=submit]').click()`);
    await tab.seen(shows('No switch is on'));
    expect(callsOf('PUT /operations/switches').at(-1)).toMatchObject({
      ...{ body: { kind: 'provider-down', target: 'stripe', state: 'OFF' }, reason: 'It is back' },
    });
  });
});

describe('a file of stock', () => {
  /** Chooses a file with this content in the open dialog. */
  async function choose(text: string): Promise<void> {
    await tab.evaluate(`{
      const files = new DataTransfer();
      files.items.add(new File([${JSON.stringify(text)}], 'stock.csv', { type: 'text/csv' }));
      const input = document.getElementById('file');
      input.files = files.files;
      input.dispatchEvent(new Event('change'));
    }`);
  }
  const book = `[...document.querySelectorAll('dialog button')].find((one) => one.textContent === 'Book')`;

  it('is shown first, refused whole with the rows that are wrong, and booked row by row with what was refused', async () => {
    const notFound = {
      type: 'urn:order-confirmation:problem:not-found',
      title: 'no',
      status: 404,
      detail: 'No such product.',
    };
    desk.answers = {
      ...exampleAnswers,
      'POST /products/{sku}/stock/movements': ({ path }) =>
        path.includes('NOBODYS')
          ? { status: 404, body: notFound }
          : {
              id: 'm',
              sku: 'TEA-100',
              at: new Date().toISOString(),
              reason: 'PURCHASE',
              onHand: 5,
              unsellable: 0,
              by: 'Ada',
            },
    };
    await signInAt('#/stock');
    await tab.evaluate(`document.getElementById('import').click()`);
    await tab.seen(`document.querySelector('dialog[open]')`);

    await choose('sku,type,units\nTEA-100,receive,5\nCUP-107,receive,many');
    await tab.seen(shows('1 row is wrong'));
    expect(await tab.evaluate(`${book}.disabled`)).toBe(true);
    expect(await tab.violations()).toEqual([]);

    await choose('sku,type,units\nTEA-100,receive,5\nNOBODYS,receive,2');
    await tab.seen(shows('2 rows can be booked.'));
    await tab.evaluate(`${book}.click()`);
    await tab.seen(shows('1 row was refused'));
    await tab.seen(shows('No such product.'));

    const keys = callsOf('POST /products/{sku}/stock/movements').map(({ idempotencyKey }) => idempotencyKey);
    await choose('sku,type,units\nTEA-100,receive,5\nNOBODYS,receive,2');
    await tab.seen(shows('2 rows can be booked.'));
    await tab.evaluate(`${book}.click()`);
    await until(
      'the same rows again',
      patienceSeconds,
      async () => callsOf('POST /products/{sku}/stock/movements').length === 4,
    );
    // The same file has the same keys: what was booked is not booked again.
    expect(
      new Set(callsOf('POST /products/{sku}/stock/movements').map(({ idempotencyKey }) => idempotencyKey)),
    ).toEqual(new Set(keys));
  });
});
