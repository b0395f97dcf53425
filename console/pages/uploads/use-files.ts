import { useState } from 'preact/hooks'
import type { Problem } from '../../api/call.ts'
import { asProblem } from '../../api/resource.ts'
import { type Chosen, type Options, ORDER, recognise, send } from './files.ts'

let count = 0

const chosenOf = (file: File): Chosen => {
  count += 1
  return {
    id: `file-${count}`,
    file,
    recognition: undefined,
    kind: undefined,
    step: 'looking',
    progress: 0,
  }
}

/** The chosen files: what each holds, and how far it is. @param onDone called when a file was applied */
export function useFiles(onDone?: () => void) {
  const [files, setFiles] = useState<readonly Chosen[]>([])
  const [checkOnly, setCheckOnly] = useState(false)
  const [running, setRunning] = useState(false)
  /** A catalogue that would unpublish many items waits for an answer. */
  const [asking, setAsking] = useState<{ id: string; problem: Problem } | undefined>()
  const change = (id: string, more: Partial<Chosen>) =>
    setFiles((before) => before.map((one) => (one.id === id ? { ...one, ...more } : one)))
  const look = async ({ id, file }: Chosen) => {
    try {
      const recognition = await recognise(file)
      change(id, { recognition, kind: recognition?.kind ?? undefined, step: 'ready' })
    } catch (thrown) {
      change(id, { problem: asProblem(thrown), step: 'failed' })
    }
  }
  const sendOne = async (one: Chosen, options: Options) => {
    try {
      const result = await send(one, options, (more) => change(one.id, more))
      change(one.id, { step: 'done', result })
      onDone?.()
    } catch (thrown) {
      const problem = asProblem(thrown)
      const isAsking = problem.code === 'confirm_needed'
      if (isAsking) setAsking({ id: one.id, problem })
      change(one.id, { step: isAsking ? 'ready' : 'failed', problem })
    }
  }
  // A file that was not recognised waits until its columns are assigned; one that was too large to be looked at does not.
  const ready = files.filter(
    ({ step, kind, recognition }) => step === 'ready' && kind !== undefined && recognition?.kind !== null,
  )
  return {
    ...{ files, ready, running, checkOnly, setCheckOnly, change, look, asking },
    add: (list: FileList | null) => {
      const added = [...(list ?? [])].map(chosenOf)
      setFiles((before) => [...before, ...added])
      for (const one of added) void look(one)
    },
    remove: (id: string) => setFiles((before) => before.filter((one) => one.id !== id)),
    sendAll: async () => {
      setRunning(true)
      const place = ({ kind }: Chosen) => ORDER.indexOf(kind ?? 'items')
      for (const one of ready.toSorted((a, b) => place(a) - place(b)))
        await sendOne(one, { dry_run: checkOnly })
      setRunning(false)
    },
    /** Answers what was asked; without options the file stays as it is. */
    confirm: async (options?: Pick<Options, 'confirm' | 'partial'>) => {
      const one = files.find(({ id }) => id === asking?.id)
      setAsking(undefined)
      if (one && options) await sendOne(one, { dry_run: checkOnly, ...options })
    },
  }
}
