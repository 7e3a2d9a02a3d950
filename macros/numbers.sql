{#
    How a figure is printed, in one grammar: digits ungrouped or grouped by threes, with commas or with
    the narrow blank that the readers leave between digits (U+202F); one sign, in front, behind or as
    brackets; ￥ in front; a remark in brackets and marks of notes behind. Anything else is no number: two
    figures in a cell, a blank or line end within one, a comma for the point, 约. No pattern has groups.
#}
{% macro digits() -%}
    (?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:{{ '\u202f' }}[0-9]{3})+|[0-9]+)(?:[.][0-9]+)?
{%- endmacro %}

{% macro signed_figure() -%}
    (?:(?:¥ ?)?(?:[-−–—△▲负+] ?)?(?:¥ ?)?{{ gongkai.digits() }}|
    {%- set digits = gongkai.digits() -%}
    (?:¥ ?)?{{ digits }} ?[-−]|[(] ?(?:¥ ?)?{{ digits }} ?[)]|[[] ?(?:¥ ?)?{{ digits }} ?[]])
{%- endmacro %}

{# Signs that refer to a note. The readers make them of whatever stands raised or circled. #}
{% macro note_marks() -%}
    [①-⒛⓪⓫-⓿❶-➓㉑-㉟㊱-㊿⁰¹²³⁴-⁹₀-₉*※†‡]
{%- endmacro %}

{# A remark behind a figure holds no figure, and does not begin like one. #}
{% macro remark_behind() -%}
    [(](?:[^()0-9%¥.,+−-][^()0-9%]*|注[0-9]+)[)]
{%- endmacro %}

{# What may stand behind a figure without changing it. #}
{% macro harmless_behind() -%}
    (?: ?{{ gongkai.remark_behind() }})?(?: ?{{ gongkai.note_marks() }})*
{%- endmacro %}

{# True for text that is one number and nothing else. #}
{% macro is_number(text) -%}
    {{ gongkai.regex_found(
        text,
        '^' ~ gongkai.note_marks() ~ '*' ~ gongkai.signed_figure() ~ gongkai.harmless_behind() ~ '$'
    ) }}
{%- endmacro %}

{# True for one number that carries its own unit of money, be it in brackets. #}
{% macro is_number_with_unit(text) -%}
    {{ gongkai.regex_found(
        text,
        '^' ~ gongkai.note_marks() ~ '*' ~ gongkai.signed_figure()
        ~ ' ?[(]?(?:' ~ gongkai.money_units() ~ ')[)]?' ~ gongkai.harmless_behind() ~ '$'
    ) }}
{%- endmacro %}

{# The unit of money that a number carries; NULL where it carries none. #}
{% macro unit_of_number(text) -%}
    {{ gongkai.regex_group(
        text,
        '[0-9)] ?[(]?(' ~ gongkai.money_units() ~ ')[)]?' ~ gongkai.harmless_behind() ~ '$'
    ) }}
{%- endmacro %}

{#
    The number in a text that is_number or is_number_with_unit accepts; NULL for any other. Twelve
    decimals: the tenth of an amount in 亿元 is a fen.
#}
{% macro to_number(text, type='decimal(30, 12)') -%}
    (
        case
            when {{ gongkai.regex_found(
                text, '^' ~ gongkai.note_marks() ~ '*(?:¥ ?)?(?:[-−–—△▲负([])|[0-9] ?[-−]'
            ) }} then -1
            else 1
        end
        * case
            when {{ gongkai.is_number(text) }} or {{ gongkai.is_number_with_unit(text) }}
                then try_cast({{ gongkai.regex_replace(
                    gongkai.regex_group(text, '(' ~ gongkai.digits() ~ ')'), '[^0-9.]', ''
                ) }} as {{ type }})
        end
    )
{%- endmacro %}

{#
    True for what a spreadsheet makes of a code that it takes for a number: 2080505.0, 2,080,505,
    2.08E+06, and 208.05.05.0 of a code in three cells.
#}
{% macro is_code_made_a_number(text) -%}
    {{ gongkai.regex_found(
        gongkai.bare(text),
        '^(?:[0-9]{3,}[.]0+(?:[0-9]+[.]0+)*|[0-9]{1,3}(?:,[0-9]{3})+(?:[.]0+)?|[0-9](?:[.][0-9]+)?[Ee][+]?[0-9]+)$'
    ) }}
{%- endmacro %}

{#
    How many signs of one amount in yuan are others in the other; neighbours that are exchanged and a
    point that slipped are one mistake each.
#}
{% macro digits_changed(amount_cny, other_cny) -%}
    case
        when
            abs({{ amount_cny }}) = 100 * abs({{ other_cny }})
            or 100 * abs({{ amount_cny }}) = abs({{ other_cny }})
            then 1
        else damerau_levenshtein(
            cast(cast({{ amount_cny }} as decimal(18, 2)) as varchar),
            cast(cast({{ other_cny }} as decimal(18, 2)) as varchar)
        )
    end
{%- endmacro %}
