import { generateKeyPairSync, sign } from 'node:crypto';

/** A certificate of localhost that signs itself, and its key, both PEM; nothing in Node makes one (X.509, RFC 5280). */
export function selfSigned(): { readonly certificate: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(SEQUENCE, Buffer.from('06082a8648ce3d040302', 'hex'));
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, Buffer.from('0603550403', 'hex'), der(UTF8, Buffer.from('localhost')))));
  const validity = der(SEQUENCE, der(UTC_TIME, Buffer.from('200101000000Z')), der(TIME, Buffer.from('20991231235959Z')));
  const number = der(INTEGER, Buffer.from([1]));
  const body = der(SEQUENCE, number, algorithm, name, validity, name, publicKey.export({ type: 'spki', format: 'der' }));
  const signature = der(BITS, Buffer.from([0]), sign('sha256', body, privateKey));
  const base64 = der(SEQUENCE, body, algorithm, signature).toString('base64');
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

const [INTEGER, BITS, UTF8, UTC_TIME, TIME, SEQUENCE, SET] = [0x02, 0x03, 0x0c, 0x17, 0x18, 0x30, 0x31] as const;

/** One value of ASN.1 in its distinguished encoding. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}
