import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from './problem.ts';
import { notFound } from './problems.ts';

/** A request as the HTTP API (payload format 2.0) hands it over; header names are in lower case. */
export type HttpRequest = APIGatewayProxyEventV2;

/** No name of anything is longer, in characters: behind what stands before it, it has to fit into a key of a table. */
const longestName = 255;

/**
 * A parameter of the route's path, decoded; an id, which is a UUID, as we write it (RFC 9562, section 4: read in any case).
 * @throws Problem not-found for one that is longer than any name
 */
export function pathParameter(request: HttpRequest, name: string): string {
  const value = decoded(request.pathParameters?.[name] ?? '');
  if (value.length > longestName) throw new Problem(notFound, 'There is nothing of such a name.');
  return name.endsWith('Id') ? value.toLowerCase() : value;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // A stray `%` is nobody's identifier, and no fault of ours.
    return value;
  }
}
