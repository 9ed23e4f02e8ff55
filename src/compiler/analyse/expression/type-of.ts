import { unreachable } from '../../diagnostics/unreachable.ts';
import type { Expr } from '../../sql/ast.ts';
import type { Binder, Place, TypeOf } from '../model/binder.ts';
import type { Scope } from '../model/relation.ts';
import { bindPath } from '../scope/resolve.ts';
import type { Typed } from '../types/type.ts';
import { callOf } from './call.ts';
import { castOf } from './cast.ts';
import { between, distinctFrom, inArray, inList, inQuery, is, like, quantified } from './compare.ts';
import { caseOf } from './conditional.ts';
import { arrayOf, replaceFields, structOf, withOf } from './construct.ts';
import { fieldOf } from './field.ts';
import {
  BOOL_LITERAL,
  BYTES_LITERAL,
  FLOAT64_LITERAL,
  NULL_VALUE,
  ofType,
  STRING_LITERAL,
  UNKNOWN_VALUE,
} from './known.ts';
import { integer, rangeLiteral, typedLiteral } from './literal.ts';
import { binary, unary } from './operator.ts';
import { parameterOf } from './parameter.ts';
import { arrayQuery, exists, scalarQuery } from './subquery.ts';
import { subscript } from './subscript.ts';
import { extractOf, intervalOf } from './time.ts';

/** Gives the type of an expression, records it and what it names, and reports what is wrong in it. See `TypeOf`. */
export const typeOf: TypeOf = (b, scope, expr, place) => {
  const typed = find(b, scope, expr, place);
  b.types.set(expr, typed);
  return typed;
};

function find(b: Binder, scope: Scope, expr: Expr, place: Place): Typed {
  switch (expr.kind) {
    case 'path':
      return bindPath(b, scope, expr);
    case 'call':
      return callOf(b, scope, expr, place);
    case 'binary':
      return binary(b, scope, expr, place);
    case 'string':
      return STRING_LITERAL;
    case 'int':
      return integer(b, expr, false, expr);
    case 'null':
      return NULL_VALUE;
    case 'bool':
      return BOOL_LITERAL;
    case 'float':
      return FLOAT64_LITERAL;
    case 'bytes':
      return BYTES_LITERAL;
    case 'field':
      return ofType(fieldOf(b, typeOf(b, scope, expr.of, place).type, expr.name));
    case 'index':
      return subscript(b, scope, expr, place);
    case 'case':
      return caseOf(b, scope, expr, place);
    case 'cast':
      return castOf(b, scope, expr, place);
    case 'array':
      return arrayOf(b, scope, expr, place);
    case 'struct':
      return structOf(b, scope, expr, place);
    default:
      return compared(b, scope, expr, place);
  }
}

type Rest = Exclude<
  Expr,
  {
    kind:
      | 'path'
      | 'call'
      | 'binary'
      | 'string'
      | 'int'
      | 'null'
      | 'bool'
      | 'float'
      | 'bytes'
      | 'field'
      | 'index'
      | 'case'
      | 'cast'
      | 'array'
      | 'struct';
  }
>;

function compared(b: Binder, scope: Scope, expr: Rest, place: Place): Typed {
  switch (expr.kind) {
    case 'unary':
      return unary(b, scope, expr, place);
    case 'is':
      return is(b, scope, expr, place);
    case 'in':
      return inList(b, scope, expr, place);
    case 'inQuery':
      return inQuery(b, scope, expr, place);
    case 'inArray':
      return inArray(b, scope, expr, place);
    case 'like':
      return like(b, scope, expr, place);
    case 'between':
      return between(b, scope, expr, place);
    case 'distinctFrom':
      return distinctFrom(b, scope, expr, place);
    case 'quantified':
      return quantified(b, scope, expr, place);
    default:
      return rare(b, scope, expr, place);
  }
}

type Rare = Exclude<
  Rest,
  { kind: 'unary' | 'is' | 'in' | 'inQuery' | 'inArray' | 'like' | 'between' | 'distinctFrom' | 'quantified' }
>;

function rare(b: Binder, scope: Scope, expr: Rare, place: Place): Typed {
  switch (expr.kind) {
    case 'extract':
      return extractOf(b, scope, expr, place);
    case 'scalar':
      return scalarQuery(b, scope, expr);
    case 'exists':
      return exists(b, scope, expr);
    case 'arrayQuery':
      return arrayQuery(b, scope, expr);
    case 'interval':
      return intervalOf(b, scope, expr, place);
    case 'typed':
      return typedLiteral(b, expr);
    case 'range':
      return rangeLiteral(expr);
    case 'param':
      return parameterOf(b, expr);
    case 'named':
      return typeOf(b, scope, expr.value, place);
    case 'with':
      return withOf(b, scope, expr, place);
    case 'replaceFields':
      return replaceFields(b, scope, expr, place);
    case 'lambda':
    case 'relation':
    case 'default':
    case 'star':
    case 'verbatim':
    case 'opaque':
    case 'bad':
      return UNKNOWN_VALUE;
    default:
      return unreachable(expr);
  }
}
