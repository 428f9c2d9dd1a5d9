/**
 * React's development build takes a stack trace for each element. That is half of the time of a
 * test that shows every state, and after the ten-thousandth element React stops for a second. This
 * module turns the traces off. Warnings stay, without the list of owners.
 */
import * as React from 'react'

type Internals = { readonly [key: string]: { recentlyCreatedOwnerStacks?: number } | undefined }

const internals = (React as unknown as Internals)[
  '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE'
]
if (internals)
  Object.defineProperty(internals, 'recentlyCreatedOwnerStacks', { get: () => Infinity, set() {} })
