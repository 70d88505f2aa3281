/** Clouds of AWS that share nothing. https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
interface Partition {
  readonly matches: RegExp;
  /** Where its endpoints are. */
  readonly domain: string;
  /** Where people look at buckets; absent: not known. */
  readonly console?: string;
  /** Asked while the region of a bucket is not known. */
  readonly home: string;
}

const commercial: Partition = {
  matches: /./,
  domain: 'amazonaws.com',
  console: 'https://console.aws.amazon.com',
  home: 'us-east-1',
};

const partitions: readonly Partition[] = [
  {
    matches: /^us-gov-/,
    domain: 'amazonaws.com',
    console: 'https://console.amazonaws-us-gov.com',
    home: 'us-gov-west-1',
  },
  { matches: /^cn-/, domain: 'amazonaws.com.cn', console: 'https://console.amazonaws.cn', home: 'cn-north-1' },
  { matches: /^us-iso-/, domain: 'c2s.ic.gov', home: 'us-iso-east-1' },
  { matches: /^us-isob-/, domain: 'sc2s.sgov.gov', home: 'us-isob-east-1' },
  { matches: /^us-isof-/, domain: 'csp.hci.ic.gov', home: 'us-isof-south-1' },
  { matches: /^eu-isoe-/, domain: 'cloud.adc-e.uk', home: 'eu-isoe-west-1' },
  { matches: /^eusc-/, domain: 'amazonaws.eu', console: 'https://console.amazonaws-eusc.eu', home: 'eusc-de-east-1' },
];

/** The partition of a region. A region that is new is in the commercial one. */
export function partitionOf(region: string): Partition {
  return partitions.find(({ matches }) => matches.test(region)) ?? commercial;
}

/** Where buckets are asked for that may be anywhere. */
export const homeRegion = commercial.home;
