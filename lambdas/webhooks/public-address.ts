import { BlockList, isIP, isIPv6 } from 'node:net';

/**
 * What of IPv4 no receiver in the Internet has: private, link-local (with the metadata of clouds), loopback, shared,
 * documentation, multicast and reserved (https://www.iana.org/assignments/iana-ipv4-special-registry).
 */
const notPublic4 = blockList('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]);

/** All that is global unicast in IPv6; IPv4 in disguise (mapped, NAT64) lies outside of it, and so does what is local. */
const globalUnicast6 = blockList('ipv6', ['2000::/3']);

/** What of that is for protocols, tunnels to any IPv4 address (Teredo, 6to4), and documentation. */
const notPublic6 = blockList('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

const loopback4 = blockList('ipv4', ['127.0.0.0/8']);

/** Where webhooks may go to: the public Internet, or on a cloud on one's own machine to that too. */
export type Reach = 'public' | 'loopback';

/** Whether webhooks may be sent to an IP address. */
export function isReachable(address: string, reach: Reach): boolean {
  if (isIP(address) === 0) return false;
  if (isIPv6(address)) {
    const isPublic = globalUnicast6.check(address, 'ipv6') && !notPublic6.check(address, 'ipv6');
    return isPublic || (reach === 'loopback' && address === '::1');
  }
  return !notPublic4.check(address, 'ipv4') || (reach === 'loopback' && loopback4.check(address, 'ipv4'));
}

function blockList(family: 'ipv4' | 'ipv6', networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
