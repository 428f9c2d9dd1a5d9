/**
 * Registers the job with the host's React Query, so that `useIsMutating` and MutationCache
 * callbacks see it. Layer L3.
 */
import { MUTATION_KEY } from '../spec.js'
import type { QueryClientLike, UploadedAsset } from './types.js'

/**
 * Runs `work` once and shows it to `client` as a mutation. The mutation holds no file and no URL; a
 * cancel resolves it with `null`. The library's retryer is not used: it pauses in hidden tabs. The
 * outcome is the work's own: a callback of the host's cache that never ends, or throws, must not
 * turn a stored image into a failure.
 */
export function registerMutation(
  client: QueryClientLike | undefined,
  work: () => Promise<UploadedAsset>,
  signal: AbortSignal,
): Promise<UploadedAsset | null> {
  const outcome = withCancel(work, signal)
  if (!client) return outcome
  // `meta` tells hosts' loggers and persisters that this one is not for them.
  const kind = { mutationKey: MUTATION_KEY, meta: { sensitive: true } }
  const options = {
    ...kind,
    mutationFn: () => outcome,
    retry: false,
    networkMode: 'always',
    gcTime: 0,
  }
  // The client is a structural type here: the core does not import the library.
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
