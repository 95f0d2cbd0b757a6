/** An object that is made when something of it is first asked for. Bundles have their schemas so (docs/decisions/0086). */
export function late<Made extends object>(make: () => Made): Made {
  return new Proxy<Unmade>({ make }, asMade) as unknown as Made;
}

interface Unmade {
  readonly make: () => object;
  made?: object;
}

const asMade: ProxyHandler<Unmade> = {
  get(unmade, name) {
    unmade.made ??= unmade.make();
    return Reflect.get(unmade.made, name);
  },
};
