const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\b(?:Headless)?Chrom(?:e|ium)\/|\bCriOS\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

const MOST = 40;

/** What a browser calls itself, as people would: "Firefox, Windows". Of others the beginning of what they say. */
export function deviceOf(agent: string): string {
  const found = [BROWSERS, SYSTEMS].map((list) => list.find(([form]) => form.test(agent))?.[1]);
  const said = found.filter((one) => one !== undefined).join(', ');
  if (said) return said;
  return agent.length > MOST ? `${agent.slice(0, MOST)}…` : agent;
}
