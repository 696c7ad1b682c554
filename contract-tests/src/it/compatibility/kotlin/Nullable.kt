package org.example.kotlin

import io.flaskdata.sdk.api.forms.model.Pagination
import io.flaskdata.sdk.rows.Row

fun label(row: Row): Int = row.string("label").length

fun page(pagination: Pagination): Int = pagination.page + 1

fun neverNull(row: Row): Int = row.columns().size
