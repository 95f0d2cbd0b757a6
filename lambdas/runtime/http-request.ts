import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** A request as the HTTP API (payload format 2.0) hands it over; header names are in lower case. */
export type HttpRequest = APIGatewayProxyEventV2;

/** A parameter of the route's path, decoded; an id, which is a UUID, as we write it (RFC 9562, section 4: read in any case). */
export function pathParameter(request: HttpRequest, name: string): string {
  const value = decoded(request.pathParameters?.[name] ?? '');
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
