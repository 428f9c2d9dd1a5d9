/**
 * Registers a run in the host's React Query client, so that `useIsMutating` and callbacks of the
 * MutationCache see it.
 */
import { MUTATION_KEY } from '../spec.js'
import type { QueryClientLike, UploadedAsset } from './types.js'

/**
 * Runs `work` once and registers it as a mutation, which contains neither the file nor the URL.
 * React Query's retries are not used, because they pause in hidden tabs. The outcome comes from
 * `work` and not from the mutation: a callback of the host's cache that throws or never ends must
 * not turn a stored image into a failure.
 * @returns the asset; `null` if the run was cancelled
 * @throws what `work` rejects with
 */
export function registerMutation(
  client: QueryClientLike | undefined,
  work: () => Promise<UploadedAsset>,
  signal: AbortSignal,
): Promise<UploadedAsset | null> {
  const outcome = withCancel(work, signal)
  if (!client) return outcome
  // `meta` tells loggers and persisters of the host to leave this mutation out.
  const kind = { mutationKey: MUTATION_KEY, meta: { sensitive: true } }
  const options = {
    ...kind,
    mutationFn: () => outcome,
    retry: false,
    networkMode: 'always',
    gcTime: 0,
  }
  // The core knows the client by a structural type, because it does not import the library.
  const mutation = client.getMutationCache().build(client as never, options as never)
  mutation.execute(undefined).catch(() => undefined)
  return outcome
}

async function withCancel(
  work: () => Promise<UploadedAsset>,
  signal: AbortSignal,
): Promise<UploadedAsset | null> {
  try {
    return await work()
  } catch (thrown) {
    if (signal.aborted) return null
    throw thrown
  }
}
