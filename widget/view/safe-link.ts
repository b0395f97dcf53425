/** A known scheme, or no scheme at all. */
const SAFE = /^(https?:|(?![a-z][\w+.-]*:).)/i

/**
 * Whether a link of the catalogue is safe in a shop's page: http(s) or relative, never a script.
 * Control characters and spaces are removed first, because browsers ignore them: `java\nscript:` is executed.
 */
export function isSafeLink(link: unknown): link is string {
  if (typeof link !== 'string') return false
  return SAFE.test(link.replace(/[\0-\x20\x7f-\xa0]/g, ''))
}
