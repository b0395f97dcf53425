import { existsSync, globSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const LOCK_FILE = 'server.lock'

/**
 * Claims a state folder for this process, until it ends in whatever way: the operating system holds the lock, so that a killed
 * server leaves no file behind that refuses the next one.
 *
 * @returns gives the folder free
 * @throws when another server, or the database runtime of a killed one, uses the folder: two of them would run each job twice
 * and overwrite each other's secrets
 */
export function claimState(state: string): () => void {
  mkdirSync(state, { recursive: true })
  const lock = locked(join(state, LOCK_FILE))
  if (!lock) {
    throw new Error(
      `Another server already uses the state in ${state}. Stop that one, or set STATE_DIR to a folder of its own.`,
    )
  }
  const held = globSync(join(state, 'v3/d1/**/*.sqlite')).filter((file) => !isFree(file))
  if (held.length > 0) {
    lock.close()
    throw new Error(
      `A database in ${state} is still open in another process: ${held[0]}. A server that was killed may have left its process "workerd" behind. End that process, or set STATE_DIR to another folder.`,
    )
  }
  return () => lock.close()
}

/** The file as a database that is locked exclusively; undefined if another process has it open. */
function locked(file: string): DatabaseSync | undefined {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('pragma locking_mode = exclusive; begin exclusive')
    return database
  } catch {
    database.close()
    return undefined
  }
}

/** Whether no process has a database open. In exclusive mode SQLite refuses a file of which any other connection exists. */
function isFree(file: string): boolean {
  if (!existsSync(`${file}-shm`)) return true
  const probe = locked(file)
  probe?.close()
  return probe !== undefined
}
