"""Tables for pandas: the items of a list, or of metrics, as a DataFrame (extra ``pandas``)."""

import datetime
from typing import TYPE_CHECKING, Any, Dict, Iterable, Iterator, List, Optional, Tuple, Type, Union

from apivideo.convert import is_model, is_pair, is_text, without_none
from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.model_base import Model, pairs_as_dict
from apivideo.pagination import Page

if TYPE_CHECKING:
    import pandas

MISSING = 'a DataFrame needs pandas: pip install "api.video[pandas]"'

KINDS: Dict[Any, str] = {bool: "boolean", int: "Int64", float: "Float64"}
"""The dtypes of pandas that hold missing values too."""

MOMENT = "_at"  # how the names of moments end, also of those that the service writes as text


def to_dataframe(
    items: Union[Model, Iterable[Optional[Model]]], item_type: Optional[Type[Model]] = None
) -> "pandas.DataFrame":
    """Return a DataFrame with a row for each of the *items* and a column for each attribute.

    The attributes of a model within a model have columns of their own, such as ``assets_player``.
    Moments have the dtype ``datetime64[ns, UTC]``, words that the API lists are categories, and
    numbers and truth values may be missing. Secrets, such as stream keys, are left out.

    Args:
        items: A page, several models such as ``page.auto_paging_iter()``, or one model.
        item_type: The model of the items, which decides the columns. Without it, that of the first
            item; without items, there are no columns.

    Raises ApiTypeError if an item is no such model, ApiValueError if pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise ApiValueError(MISSING) from error
    context: Dict[str, Any] = {}
    if isinstance(items, Page):
        item_type = item_type or _item_type(type(items))
        context = _row_of(items.get("context"))
    elif isinstance(items, Model):
        items = [items]
    rows = [one for one in items if one is not None]
    kind = item_type or (type(rows[0]) if rows else Model)
    for row in rows:
        if not (isinstance(row, Model) and isinstance(row, kind)):
            raise ApiTypeError(f"items must be of {kind.__name__}, not {type(row).__name__}")
    columns = list(_columns(kind))
    table = pandas.DataFrame(
        {
            "_".join(path): _series(pandas, path, annotation, [_read(row, path) for row in rows])
            for path, annotation in columns
        }
    )
    table.attrs.update(context)
    return table


def _item_type(page: Any) -> Any:
    """Return the model of the items of a page."""
    (kind,) = without_none(page._fields["data"].annotation).__args__
    return kind


def _row_of(model: Any) -> Dict[str, Any]:
    """Return the plain attributes of a model, for what holds of a whole table."""
    if not isinstance(model, Model):
        return {}
    return {"_".join(path): _read(model, path) for path, _ in _columns(type(model))}


def _columns(kind: Any, before: Tuple[str, ...] = ()) -> Iterator[Tuple[Tuple[str, ...], Any]]:
    """Yield the path and the type of each attribute, secrets aside."""
    for name, field in kind._fields.items():
        annotation = without_none(field.annotation)
        if is_model(annotation):
            yield from _columns(annotation, (*before, name))
        elif not field.secret:
            yield (*before, name), annotation


def _read(model: Any, path: Tuple[str, ...]) -> Any:
    for name in path:
        model = None if model is None else getattr(model, name)
    return model


def _series(pandas: Any, path: Tuple[str, ...], annotation: Any, values: List[Any]) -> Any:
    """Return a column with the dtype for the type of an attribute."""
    if annotation is datetime.datetime:
        return pandas.Series(pandas.to_datetime(values, utc=True), dtype="datetime64[ns, UTC]")
    if getattr(annotation, "words", None):
        return pandas.Series(values, dtype="category")
    if annotation in KINDS:
        return pandas.Series(values, dtype=KINDS[annotation])
    if is_text(annotation):
        try:
            if path[-1].endswith(MOMENT) and values:
                moments = pandas.to_datetime(values, utc=True, format="ISO8601")
                return pandas.Series(moments, dtype="datetime64[ns, UTC]")
        except ValueError:
            pass  # some of them are no moments: all stay as they are
        return pandas.Series(values, dtype="string")
    if is_pair((getattr(annotation, "__args__", None) or (None,))[0]):
        return pandas.Series([pairs_as_dict(one) for one in values], dtype="object")
    return pandas.Series(values, dtype="object")
