import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import { call, Problem } from '../api/call.ts'
import { texts } from '../texts/index.ts'

/** Runs the browser's dialog. @throws {Problem} `cancelled` when nothing came of it */
async function asked<T>(dialog: () => Promise<T>): Promise<T> {
  try {
    return await dialog()
  } catch {
    throw new Problem(0, 'cancelled', texts.value.sign_in.passkey_cancelled)
  }
}

/** Signs in with a passkey that the browser offers. */
export async function signIn(): Promise<void> {
  const optionsJSON = await call<PublicKeyCredentialRequestOptionsJSON>('/sign-in/passkey/options', {
    method: 'POST',
  })
  const answer = await asked(() => startAuthentication({ optionsJSON }))
  await call('/sign-in/passkey', { method: 'POST', json: answer })
}

/** Makes a passkey of the member who is signed in. */
export async function make(): Promise<void> {
  const optionsJSON = await call<PublicKeyCredentialCreationOptionsJSON>('/sign-in/passkeys/options', {
    method: 'POST',
  })
  const answer = await asked(() => startRegistration({ optionsJSON }))
  await call('/sign-in/passkeys', { method: 'POST', json: answer })
}
