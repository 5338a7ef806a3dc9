/**
 * Where the operator's machine answers for its scanner (docs/formats/scanner-adapter.md), by MIZAN_SCANNER: an address on the operator's own
 * loopback. Without it screens reach nothing but this server.
 * @throws Error naming the setting, when it is another kind of address
 */
export function scannerAddress(setting = process.env['MIZAN_SCANNER']): string | null {
  if (setting === undefined || setting === '') return null
  const url = URL.canParse(setting) ? new URL(setting) : undefined
  if (url?.protocol !== 'http:' || !['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) || url.port === '' || url.pathname !== '/' || url.search !== '' || url.username !== '') {
    throw new Error(`MIZAN_SCANNER=${setting}: must be http://127.0.0.1:PORT, the adapter on the operator's own machine.`)
  }
  return url.origin
}
