const TAKES_FILE = /^\/v1\/(imports(\/recognise)?|accounts\/import)$/
const TAKES_MODEL = '/v1/models/outside'

/** A file, as it is. */
const FILE = { schema: { type: 'string', format: 'binary' } }

const UPLOAD = {
  required: true,
  description: 'The file itself, as the shop system wrote it, gzip or not.',
  content: {
    'text/csv': FILE,
    'application/x-ndjson': FILE,
    'application/xml': FILE,
    'application/gzip': FILE,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': FILE,
    'application/octet-stream': FILE,
  },
}

const MODEL = {
  required: true,
  description: 'The facts of the model in the first line, then its lists, a line of JSON each, gzip or not.',
  content: { 'application/x-ndjson': FILE, 'application/gzip': FILE, 'application/octet-stream': FILE },
}

/** The body of a route that takes a file as it is; undefined for other routes. */
export function fileBodyOf(method: string, path: string): typeof UPLOAD | typeof MODEL | undefined {
  if (method !== 'post') return undefined
  if (path === TAKES_MODEL) return MODEL
  return TAKES_FILE.test(path) ? UPLOAD : undefined
}
