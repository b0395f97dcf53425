import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Folder of real orders; without it benches leave out the figures that need them. */
export const DATA = process.env.PAIRWELL_DATA ?? '../shared/data'

/** Returns the path of a file of real data. Ends the bench with a message if it does not exist. */
export function realFile(name: string): string {
  const path = join(DATA, name)
  if (existsSync(path)) return path
  console.log(`Skipped: ${path} does not exist. Set PAIRWELL_DATA to the folder of the real data.`)
  process.exit(0)
}
