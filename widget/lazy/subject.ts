/**
 * Who a customer token is about, as far as a draw needs it: `sub`, else `email`, whatever the case; '' for no token and for
 * what is none. The Worker checks the signature; a page that makes tokens up is drawn, and not counted.
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
