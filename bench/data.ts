import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where the real orders are; the figures of a bench that needs them are left out where they are not. */
export const DATA = process.env.PAIRWELL_DATA ?? '../shared/data'

/** The path of a file of real data. Ends the bench with a remark when it is not there. */
export function realFile(name: string): string {
  const path = join(DATA, name)
  if (existsSync(path)) return path
  console.log(`Skipped: ${path} is not here. Set PAIRWELL_DATA to the folder of the real data.`)
  process.exit(0)
}
