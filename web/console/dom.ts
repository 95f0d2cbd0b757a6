/** What may stand in an element; nothing for what is not there. Text is text, whatever stands in it. */
export type Child = Node | string | number | false | undefined | readonly Child[];

/** Attributes by name: true stands without a value, false and undefined do not stand; `onclick` and the like listen. */
type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;

/**
 * An element with its attributes and what stands in it.
 *
 * @example h('button', { type: 'button', onclick: cancel }, 'Cancel the order')
 */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  return filled(document.createElement(name), attributes, children);
}

/** The same for a drawing. */
export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Name] {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

/** Puts these into an element in place of what stands there; who was in a field or on a button with an id still is. */
export function show(parent: Element, ...children: readonly Child[]): void {
  const focused = document.activeElement?.id;
  const wasWithin = parent.contains(document.activeElement);
  parent.replaceChildren(...nodesOf(children));
  if (wasWithin && focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function filled<Of extends Element>(element: Of, attributes: Attributes, children: readonly Child[]): Of {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice('on'.length), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...nodesOf(children));
  return element;
}

function nodesOf(children: readonly Child[]): (Node | string)[] {
  return children.flatMap((child) => {
    if (child === undefined || child === false) return [];
    if (typeof child === 'number') return [String(child)];
    return typeof child === 'string' || child instanceof Node ? [child] : nodesOf(child);
  });
}
