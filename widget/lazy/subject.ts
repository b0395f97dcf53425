/**
 * The subject of a customer token for the draw: `sub`, else `email` in lower case; '' without a valid token. The Worker checks
 * the signature, so visitors with forged tokens are drawn but not counted.
 */
export function subjectIn(token = ''): string {
  try {
    const [, claims = ''] = token.replace(/-/g, '+').replace(/_/g, '/').split('.')
    const { sub, email } = JSON.parse(atob(claims))
    return `${sub || email || ''}`.toLowerCase()
  } catch {
    return '' // no JWT
  }
}
