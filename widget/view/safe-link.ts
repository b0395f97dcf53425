/**
 * Whether a link from the catalogue may stand in a shop's page: http(s) or relative, nothing that runs.
 * Control characters and spaces go first, because browsers skip them: `java\nscript:` runs.
 */
export function isSafeLink(link: unknown): link is string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what hides a scheme
  const bare = typeof link === 'string' ? link.replace(/[\u0000-\u0020\u007f-\u00a0]/g, '') : ''
  return bare !== '' && !/^(?!https?:)[a-z][a-z0-9+.-]*:/i.test(bare)
}
