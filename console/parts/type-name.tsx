import { useState } from 'preact/hooks'
import { useAct } from '../api/resource.ts'
import { texts } from '../texts/index.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { TextField } from './field.tsx'
import { Failure, Notice } from './states.tsx'

type Props = {
  title: string
  /** What is lost. */
  what: string
  name: string
  label: string
  yes: string
  onYes: () => Promise<void>
  onClose: () => void
}

/** Asks for the name of what is deleted, because nothing brings it back. */
export function TypeName({ title, what, name, label, yes, onYes, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const remove = useAct(onYes)
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed === name) void remove.run()
        }}
      >
        <Notice mood="warn">
          <p>{what}</p>
        </Notice>
        <TextField label={label} value={typed} onInput={setTyped} required />
        <Failure problem={remove.problem} />
        <div class="row">
          <Button kind="danger" type="submit" busy={remove.busy} disabled={typed !== name}>
            {yes}
          </Button>
          <Button onPress={onClose}>{texts.value.common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  )
}
