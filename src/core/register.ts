/** Registers the job with the host's React Query, so that `useIsMutating` and MutationCache callbacks see it. Layer L3. */
import { MUTATION_KEY } from './spec.js'
import type { QueryClientLike, UploadedAsset } from './types.js'

/**
 * Runs `work` as a mutation of `client`, or simply runs it. The mutation holds no file and no URL; a cancel resolves it
 * with `null`. The library's retryer is not used: it pauses in hidden tabs.
 */
export function registerMutation(
  client: QueryClientLike | undefined,
  work: () => Promise<UploadedAsset>,
  signal: AbortSignal,
): Promise<UploadedAsset | null> {
  const mutationFn = () => withCancel(work, signal)
  if (!client) return mutationFn()
  const options = { mutationKey: MUTATION_KEY, mutationFn, retry: false, networkMode: 'always', gcTime: 0 }
  // The client is a structural type here: the core does not import the library.
  return client
    .getMutationCache()
    .build(client as never, options as never)
    .execute(undefined) as Promise<UploadedAsset | null>
}

async function withCancel(work: () => Promise<UploadedAsset>, signal: AbortSignal): Promise<UploadedAsset | null> {
  try {
    return await work()
  } catch (thrown) {
    if (signal.aborted) return null
    throw thrown
  }
}
