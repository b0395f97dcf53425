/** Whether passkeys can be used here: browsers offer them for names of hosts, not for addresses in numbers. */
export const canUsePasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' && !/^[\d.:[\]]+$/.test(location.hostname)
