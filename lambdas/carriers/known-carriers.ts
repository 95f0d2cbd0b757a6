/** What is known of a carrier. */
interface KnownCarrier {
  /** As customers know it. */
  readonly title: string;
  /** Other names that it goes by, as people write them. */
  readonly names?: readonly string[];
  /** The page on which it shows a parcel, the number to be put behind it. */
  readonly trackingPage: string;
  /** What those who follow parcels call it, each where it follows this carrier's. */
  readonly easypost?: string;
  readonly kuaidi100?: string;
}

/**
 * The carriers whose parcels are followed, by our name for them. EasyPost's names: https://docs.easypost.com/carriers;
 * Kuaidi100's: https://api.kuaidi100.com/manager/openapi/download/kdbm.do.
 */
const knownCarriers = {
  ups: {
    title: 'UPS',
    trackingPage: 'https://www.ups.com/track?tracknum=',
    easypost: 'UPS',
    kuaidi100: 'ups',
  },
  fedex: {
    title: 'FedEx',
    trackingPage: 'https://www.fedex.com/fedextrack/?trknbr=',
    easypost: 'FedEx',
    kuaidi100: 'fedex',
  },
  usps: {
    title: 'USPS',
    trackingPage: 'https://tools.usps.com/go/TrackConfirmAction?tLabels=',
    easypost: 'USPS',
    kuaidi100: 'usps',
  },
  dhl: {
    title: 'DHL',
    names: ['DHL Express'],
    trackingPage: 'https://www.dhl.com/en/express/tracking.html?AWB=',
    easypost: 'DHLExpress',
    kuaidi100: 'dhl',
  },
  'royal-mail': {
    title: 'Royal Mail',
    trackingPage: 'https://www.royalmail.com/track-your-item#/tracking-results/',
    easypost: 'RoyalMail',
  },
  'canada-post': {
    title: 'Canada Post',
    trackingPage: 'https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor=',
    easypost: 'CanadaPost',
  },
  'australia-post': {
    title: 'Australia Post',
    trackingPage: 'https://auspost.com.au/mypost/track/#/details/',
    easypost: 'AustraliaPost',
  },
  sf: {
    title: 'SF Express',
    names: ['顺丰', '顺丰速运', 'shunfeng'],
    trackingPage: 'https://www.sf-express.com/chn/sc/waybill/waybill-detail/',
    kuaidi100: 'shunfeng',
  },
  zto: {
    title: 'ZTO Express',
    names: ['中通', '中通快递', 'zhongtong'],
    trackingPage: 'https://www.kuaidi100.com/chaxun?com=zhongtong&nu=',
    kuaidi100: 'zhongtong',
  },
  yto: {
    title: 'YTO Express',
    names: ['圆通', '圆通速递', 'yuantong'],
    trackingPage: 'https://www.kuaidi100.com/chaxun?com=yuantong&nu=',
    kuaidi100: 'yuantong',
  },
  sto: {
    title: 'STO Express',
    names: ['申通', '申通快递', 'shentong'],
    trackingPage: 'https://www.kuaidi100.com/chaxun?com=shentong&nu=',
    kuaidi100: 'shentong',
  },
  yunda: {
    title: 'Yunda Express',
    names: ['韵达', '韵达快递'],
    trackingPage: 'https://www.kuaidi100.com/chaxun?com=yunda&nu=',
    kuaidi100: 'yunda',
  },
  jd: {
    title: 'JD Logistics',
    names: ['京东', '京东物流', '京东快递'],
    trackingPage: 'https://www.kuaidi100.com/chaxun?com=jd&nu=',
    kuaidi100: 'jd',
  },
  ems: {
    title: 'EMS',
    names: ['邮政特快专递', '中国邮政'],
    trackingPage: 'https://www.kuaidi100.com/chaxun?com=ems&nu=',
    kuaidi100: 'ems',
  },
} as const satisfies Readonly<Record<string, KnownCarrier>>;

/** The titles of the carriers whose parcels may be followed, as a desk offers them. */
export const carrierTitles = Object.values(knownCarriers).map(({ title }) => title);

const byName = new Map(
  Object.entries<KnownCarrier>(knownCarriers).flatMap(([code, carrier]) =>
    [code, carrier.title, ...(carrier.names ?? [])].map((name) => [plain(name), carrier] as const),
  ),
);

/** The carrier that is meant by what a shipment says of it, however that writes it; undefined for any other text. */
export function knownCarrier(said: string | undefined): KnownCarrier | undefined {
  return said === undefined ? undefined : byName.get(plain(said));
}

/** The carrier's page about a parcel, for a carrier and a number that could be one: digits, letters and what parts them. */
export function trackingUrl({
  carrier,
  trackingNumber,
}: {
  readonly carrier?: string | undefined;
  readonly trackingNumber?: string | undefined;
}): string | undefined {
  const page = knownCarrier(carrier)?.trackingPage;
  const number = trackingNumber?.replace(/[\s-]/g, '');
  return page === undefined || number === undefined || !/^[A-Za-z0-9]{4,40}$/.test(number) ? undefined : page + number;
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s._-]/g, '');
}
