import { realpathSync } from 'node:fs'

/** Whether a module is the script that Node was started with. `import.meta.main` tells the same from Node 24.2 on. */
export const isMain = ({ filename }: ImportMeta): boolean =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === filename
