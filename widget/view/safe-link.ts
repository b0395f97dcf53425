/** A known scheme, or no scheme at all. */
const SAFE = /^(https?:|(?![a-z][\w+.-]*:).)/i

/**
 * Whether a link of the catalogue is safe in a shop's page: http(s) or relative, never a script.
 * Control characters and spaces are removed first, because browsers ignore them: `java\nscript:` is executed.
 */
export function isSafeLink(link: unknown): link is string {
  if (typeof link !== 'string') return false
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what hides a scheme
  return SAFE.test(link.replace(/[\u0000-\u0020\u007f-\u00a0]/g, ''))
}
