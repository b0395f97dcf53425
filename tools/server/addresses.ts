/** The Worker's addresses, and the files of the widget and the console. */
const EXACT = new Set(['/', '/health', '/ready', '/docs', '/llms.txt', '/console', '/sign-in'])
const FOLDERS = ['/docs/', '/p/', '/hooks/', '/v1/', '/ucp/', '/console/', '/sign-in/']
const FILES = /^\/pairwell[\w.-]*\.(js|css)$/

/** Whether Pairwell has something at an address; `/cdn-cgi/…` and other doors of the runtime are not Pairwell's. */
export function isOurs(path: string): boolean {
  const [pathname = ''] = path.split('?')
  return EXACT.has(pathname) || FILES.test(pathname) || FOLDERS.some((folder) => pathname.startsWith(folder))
}

/**
 * The path and query of a request line, normalised, so that what is checked is what the runtime sees: `/p/../cdn-cgi/` is
 * `/cdn-cgi/`. Undefined for something that is no address.
 */
export function pathOf(target: string): string | undefined {
  try {
    const { pathname, search } = new URL(target.startsWith('/') ? `http://front${target}` : target)
    return `${pathname}${search}`
  } catch {
    return undefined
  }
}
